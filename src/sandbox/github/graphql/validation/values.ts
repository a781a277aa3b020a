import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  print,
  type ArgumentNode,
  type ASTVisitor,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type ObjectFieldNode,
  type ObjectValueNode,
  type ValidationContext,
  type ValueNode,
} from "graphql";

import { above, pathTo, problem } from "./problem.ts";

/** Values written into the document that do not fit. What variables hold is looked at when they come. */
export function misfitValues(context: ValidationContext): ASTVisitor {
  return {
    Argument(node, _key, parent, _path, ancestors) {
      const owner = context.getDirective() ?? context.getFieldDef();
      const typeName = context.getDirective() == null ? "Field" : "Directive";
      check(context, {
        node,
        path: pathTo(above(parent, ancestors), node),
        type: context.getInputType(),
        typeName,
        name: owner?.name ?? "",
      });
    },
    ObjectField(node, _key, parent, _path, ancestors) {
      const { name } = getNamedType(context.getParentInputType()) ?? { name: "" };
      check(context, {
        node,
        path: pathTo(above(parent, ancestors), node),
        type: context.getInputType(),
        typeName: "InputObject",
        name,
      });
    },
    ObjectValue(node, _key, parent, _path, ancestors) {
      const type = getNamedType(context.getInputType());
      if (isInputObjectType(type))
        checkFields(context, { node, path: pathTo(above(parent, ancestors), node), type });
    },
  };
}

/** Something that takes a value: an argument of a field or directive, or a field of an input object. */
interface Taker {
  readonly node: ArgumentNode | ObjectFieldNode;
  readonly path: readonly string[];
  readonly type: GraphQLInputType | null | undefined;
  readonly typeName: string;
  readonly name: string;
}

function check(context: ValidationContext, { node, path, type, typeName, name }: Taker): void {
  if (type == null || fits(node.value, type)) return;
  const argumentName = node.name.value;
  const words = `Argument '${argumentName}' on ${typeName} '${name}' has an invalid value (${print(node.value)}). Expected type '${String(type)}'.`;
  const about = { code: "argumentLiteralsIncompatible", facts: { typeName, argumentName } };
  context.reportError(problem(node, words, { ...about, path }));
}

function checkFields(
  context: ValidationContext,
  {
    node,
    path,
    type,
  }: {
    readonly node: ObjectValueNode;
    readonly path: readonly string[];
    readonly type: GraphQLInputObjectType;
  },
): void {
  const known = type.getFields();
  const given = new Set(node.fields.map(({ name }) => name.value));
  for (const field of node.fields.filter(({ name }) => known[name.value] === undefined)) {
    const argumentName = field.name.value;
    const facts = { name: type.name, typeName: "InputObject", argumentName };
    const words = `InputObject '${type.name}' doesn't accept argument '${argumentName}'`;
    context.reportError(
      problem(field, words, { code: "argumentNotAccepted", facts, path: [...path, argumentName] }),
    );
  }
  for (const field of Object.values(known)) {
    if (!isRequiredInputField(field) || given.has(field.name)) continue;
    const argumentType = String(field.type);
    const facts = { argumentName: field.name, argumentType, inputObjectType: type.name };
    const words = `Argument '${field.name}' on InputObject '${type.name}' is required. Expected type ${argumentType}`;
    const about = { code: "missingRequiredInputObjectAttribute", facts, path: [...path, field.name] };
    context.reportError(problem(node, words, about));
  }
}

/** Whether a value is of a type, as far as it can be said without what is inside of objects: they are asked themselves. */
function fits(value: ValueNode, type: GraphQLInputType): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (isNonNullType(type)) return value.kind !== Kind.NULL && fits(value, type.ofType);
  if (value.kind === Kind.NULL) return true;
  if (isListType(type)) {
    if (value.kind !== Kind.LIST) return fits(value, type.ofType);
    return value.values.every((each) => fits(each, type.ofType));
  }
  return isInputObjectType(type) ? value.kind === Kind.OBJECT : isLeaf(value, type);
}

function isLeaf(value: ValueNode, type: GraphQLLeafType): boolean {
  if (isEnumType(type)) return value.kind === Kind.ENUM && type.getValue(value.value) != null;
  try {
    return type.parseLiteral(value) !== undefined;
  } catch {
    return false;
  }
}
