import { graphql } from "./graphql.ts";
import { ShallowItem } from "./shallow-item.ts";

/** A later page of a board. */
export const BoardCards = graphql(
  `
    query BoardCards($owner: String!, $number: Int!, $after: String!, $status: String!, $contact: String!) {
      organization(login: $owner) {
        projectV2(number: $number) {
          items(first: 100, after: $after) {
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              ...ShallowItem
            }
          }
        }
      }
    }
  `,
  [ShallowItem],
);
