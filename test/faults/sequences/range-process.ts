import { simulate, type Range } from "./range.ts";

// A process of its own for a range of sequences; the tally goes back over the channel.
const tally = await simulate(JSON.parse(process.argv[2] ?? "") as Range, (line) => {
  process.stderr.write(`${line}\n`);
});
process.send?.(tally);
