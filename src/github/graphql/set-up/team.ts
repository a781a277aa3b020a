import { graphql } from "../graphql.ts";

/** A team of an organisation, if the token may see it. */
export const TeamNamed = graphql(`
  query TeamNamed($org: String!, $slug: String!) {
    organization(login: $org) {
      team(slug: $slug) {
        id
      }
    }
  }
`);
