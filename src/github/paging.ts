/** The most that REST gives at once. */
export const PER_PAGE = 100;

/**
 * Reads numbered pages until one is not full. Pages are counted rather than followed by their links, so that
 * no address out of an answer is ever called.
 */
export async function everyPage<Row>(
  read: (page: number) => Promise<readonly Row[]>,
): Promise<readonly (readonly Row[])[]> {
  const pages: (readonly Row[])[] = [];
  for (let page = 1; ; page += 1) {
    const rows = await read(page);
    pages.push(rows);
    if (rows.length < PER_PAGE) return pages;
  }
}
