/** Something the person at the controls should read: a wrong input, or an App that does not do its part. */
export class SandboxError extends Error {
  readonly code: string;
  /** Status of the control endpoint's answer. */
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    about: {
      readonly message: string;
      readonly status: number;
      readonly details?: Readonly<Record<string, unknown>>;
    },
  ) {
    super(about.message);
    this.name = "SandboxError";
    this.code = code;
    this.status = about.status;
    this.details = about.details ?? {};
  }
}
