import {
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  KnownFragmentNamesRule,
  NoUndefinedVariablesRule,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  specifiedRules,
  validate,
  ValuesOfCorrectTypeRule,
  VariablesInAllowedPositionRule,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ValidationRule,
} from "graphql";

import { missingArguments, undefinedArguments, undefinedFields, wrongSelections } from "./fields.ts";
import { unknownFragments } from "./fragments.ts";
import { misfitValues } from "./values.ts";
import { misfitVariables, unknownVariables } from "./variables.ts";

/** Rules whose words differ at GitHub, which runs graphql-ruby. */
const REPLACED: ReadonlySet<ValidationRule> = new Set([
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  KnownFragmentNamesRule,
  NoUndefinedVariablesRule,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  ValuesOfCorrectTypeRule,
  VariablesInAllowedPositionRule,
]);

const RULES: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => !REPLACED.has(rule)),
  undefinedFields,
  undefinedArguments,
  missingArguments,
  wrongSelections,
  misfitValues,
  unknownVariables,
  misfitVariables,
  unknownFragments,
];

/** What is wrong with a document, before it runs. */
export function problemsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  return validate(schema, document, RULES);
}
