import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./graphql-env.d.ts";

/**
 * Builds a document whose variables and result are typed from GitHub's schema. Fragments are not masked:
 * the `read-*.ts` files beside this folder turn every shape into a domain value at once.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: {
    DateTime: string;
    Date: string;
    URI: string;
    GitObjectID: string;
  };
}>();
