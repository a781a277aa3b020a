import fc from "fast-check";

// The same examples on every run, so that a failure is the change's. Other ones: SEED=123 npm test
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20261122) });
