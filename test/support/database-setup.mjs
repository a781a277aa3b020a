import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the folder in which the first test that needs a database starts the server for all of them. */
export default async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), "stagekeeper-test-"));
  await chmod(folder, 0o711);
  process.env.STAGEKEEPER_TEST_DATA = folder;
}
