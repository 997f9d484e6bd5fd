/** A mutant that nobody can notice, since the program does the same with it. */
export type Equal = {
  /** `core/base/time.ts` */
  readonly file: string;
  /** The lines as they are and as the mutant has them, without the blanks around them: reports print them so. */
  readonly line: string;
  readonly mutation: string;
  readonly why: string;
};

/** Left out of the score. Every one was looked at by somebody. */
export const EQUAL: readonly Equal[] = [
  {
    file: 'core/model/finding.ts',
    line: "case 'unchecked':",
    mutation: "case 'expiring':",
    why: 'the switch ends there either way, and gives back undefined',
  },
];
