declare const brand: unique symbol;

/** A type that only a parser at an edge can make, so that two ids cannot be swapped. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
