import {
  FieldsOnCorrectTypeRule,
  GraphQLError,
  KnownArgumentNamesRule,
  specifiedRules,
  validate,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationContext,
} from "graphql";

/** Fields that do not exist, in GitHub's words. */
function undefinedFields(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const type = context.getParentType();
      if (type == null || context.getFieldDef() != null) return;
      const typeName = type.name;
      const fieldName = node.name.value;
      const message = `Field '${fieldName}' doesn't exist on type '${typeName}'`;
      const extensions = { code: "undefinedField", typeName, fieldName };
      context.reportError(new GraphQLError(message, { nodes: node, extensions }));
    },
  };
}

/** Arguments that do not exist, in GitHub's words. */
function undefinedArguments(context: ValidationContext): ASTVisitor {
  return {
    Argument(node) {
      const field = context.getFieldDef();
      if (context.getArgument() != null || field == null || context.getDirective() != null) return;
      const argumentName = node.name.value;
      const message = `Field '${field.name}' doesn't accept argument '${argumentName}'`;
      const extensions = { code: "argumentNotAccepted", name: field.name, typeName: "Field", argumentName };
      context.reportError(new GraphQLError(message, { nodes: node, extensions }));
    },
  };
}

const RULES = [
  ...specifiedRules.filter((rule) => rule !== FieldsOnCorrectTypeRule && rule !== KnownArgumentNamesRule),
  undefinedFields,
  undefinedArguments,
];

/** What is wrong with a document, before it runs. */
export function problemsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  return validate(schema, document, RULES);
}
