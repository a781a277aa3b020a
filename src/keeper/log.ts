/** Where events are written. pino's logger is one. Field values carry ids, codes and counts, never text of people. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, event: string): void;
  info(fields: Readonly<Record<string, unknown>>, event: string): void;
  warn(fields: Readonly<Record<string, unknown>>, event: string): void;
  error(fields: Readonly<Record<string, unknown>>, event: string): void;
}

/** The log with fields that every event of it bears. */
export function withFields(log: Log, bound: Readonly<Record<string, unknown>>): Log {
  return {
    debug: (fields, event) => {
      log.debug({ ...bound, ...fields }, event);
    },
    info: (fields, event) => {
      log.info({ ...bound, ...fields }, event);
    },
    warn: (fields, event) => {
      log.warn({ ...bound, ...fields }, event);
    },
    error: (fields, event) => {
      log.error({ ...bound, ...fields }, event);
    },
  };
}
