import { Kind, type ASTVisitor, type ValidationContext } from "graphql";

import { above, pathTo, problem } from "./problem.ts";

/** Fragments that are used and not defined, or defined and not used. */
export function unknownFragments(context: ValidationContext): ASTVisitor {
  return {
    FragmentSpread(node, _key, parent, _path, ancestors) {
      const fragmentName = node.name.value;
      if (context.getFragment(fragmentName) != null) return;
      const about = {
        code: "useAndDefineFragment",
        facts: { fragmentName },
        path: pathTo(above(parent, ancestors), node),
      };
      context.reportError(problem(node, `Fragment ${fragmentName} was used, but not defined`, about));
    },
    Document: {
      leave({ definitions }) {
        const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
        const used = new Set(operations.flatMap((each) => context.getRecursivelyReferencedFragments(each)));
        for (const node of definitions) {
          if (node.kind !== Kind.FRAGMENT_DEFINITION || used.has(node)) continue;
          const fragmentName = node.name.value;
          const about = { code: "useAndDefineFragment", facts: { fragmentName }, path: pathTo([], node) };
          context.reportError(problem(node, `Fragment ${fragmentName} was defined, but not used`, about));
        }
      },
    },
  };
}
