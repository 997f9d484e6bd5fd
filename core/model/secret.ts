const REDACTED = '[redacted]';

/**
 * Holds one credential value. Printing, serialising or inspecting it shows `[redacted]`.
 * `expose()` is called in few files only; test/architecture.test.ts lists them.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  expose(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
