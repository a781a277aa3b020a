import {
  getNamedType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type GraphQLNamedType,
  type SelectionNode,
  type ValidationContext,
} from "graphql";

import { above, pathTo, problem } from "./problem.ts";

/** Fields that do not exist. */
export function undefinedFields(context: ValidationContext): ASTVisitor {
  return {
    Field(node, _key, parent, _path, ancestors) {
      const type = context.getParentType();
      if (type == null || context.getFieldDef() != null) return;
      const typeName = type.name;
      const fieldName = node.name.value;
      const path = pathTo(above(parent, ancestors), node);
      context.reportError(
        isUnionType(type)
          ? problem(node, `Selections can't be made directly on unions (see selections on ${typeName})`, {
              ...{ code: "selectionMismatch", facts: { nodeName: typeName }, path },
            })
          : problem(node, `Field '${fieldName}' doesn't exist on type '${typeName}'`, {
              ...{ code: "undefinedField", facts: { typeName, fieldName }, path },
            }),
      );
    },
  };
}

/** Arguments that do not exist. */
export function undefinedArguments(context: ValidationContext): ASTVisitor {
  return {
    Argument(node, _key, parent, _path, ancestors) {
      const owner = context.getDirective() ?? context.getFieldDef();
      if (context.getArgument() != null || owner == null) return;
      const typeName = context.getDirective() == null ? "Field" : "Directive";
      const argumentName = node.name.value;
      context.reportError(
        problem(node, `${typeName} '${owner.name}' doesn't accept argument '${argumentName}'`, {
          code: "argumentNotAccepted",
          facts: { name: owner.name, typeName, argumentName },
          path: pathTo(above(parent, ancestors), node),
        }),
      );
    },
  };
}

/** Arguments that are missing. */
export function missingArguments(context: ValidationContext): ASTVisitor {
  return {
    Field(node, _key, parent, _path, ancestors) {
      const given = new Set((node.arguments ?? []).map(({ name }) => name.value));
      const required = context.getFieldDef()?.args.filter(isRequiredArgument) ?? [];
      const missing = required.filter(({ name }) => !given.has(name)).map(({ name }) => name);
      if (missing.length === 0) return;
      const name = node.name.value;
      const list = missing.join(", ");
      context.reportError(
        problem(node, `Field '${name}' is missing required arguments: ${list}`, {
          code: "missingRequiredArguments",
          facts: { className: "Field", name, arguments: list },
          path: pathTo(above(parent, ancestors), node),
        }),
      );
    },
  };
}

/** Selections where there is nothing to select, and none where there must be. */
export function wrongSelections(context: ValidationContext): ASTVisitor {
  return {
    Field(node, _key, parent, _path, ancestors) {
      const returned = context.getType();
      const type = returned == null ? null : getNamedType(returned);
      const words = type === null ? null : mismatch(node, type);
      if (type === null || words === null) return;
      const facts = { nodeName: `field '${node.name.value}'`, typeName: type.name };
      context.reportError(
        problem(node, words, {
          code: "selectionMismatch",
          facts,
          path: pathTo(above(parent, ancestors), node),
        }),
      );
    },
  };
}

function mismatch(node: FieldNode, type: GraphQLNamedType): string | null {
  const name = node.name.value;
  const { selectionSet } = node;
  if (!isLeafType(type)) {
    if (selectionSet !== undefined) return null;
    return `Field must have selections (field '${name}' returns ${type.name} but has no selections. Did you mean '${name} { ... }'?)`;
  }
  if (selectionSet === undefined) return null;
  const kind = "getValues" in type ? "enums" : "scalars";
  const selected = selectionSet.selections.map((each) => `"${selectionName(each)}"`).join(", ");
  return `Selections can't be made on ${kind} (field '${name}' returns ${type.name} but has selections [${selected}])`;
}

function selectionName(selection: SelectionNode): string {
  if (selection.kind !== Kind.INLINE_FRAGMENT) return selection.name.value;
  return `... on ${selection.typeCondition?.name.value ?? ""} { ... }`;
}
