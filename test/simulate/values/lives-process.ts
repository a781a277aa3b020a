import { tallyOf, type Lives } from "./tally.ts";

// A process of its own for a range of seeds: the loop of one is one core. The tally goes back over the channel.
process.send?.(tallyOf(JSON.parse(process.argv[2] ?? "") as Lives));
