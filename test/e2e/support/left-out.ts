const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says loudly what did not run, why, and what would let it run. */
export const sayLeftOut = (what: string, why: string, remedy: string, word = 'SKIPPED'): void =>
  say(`\n  ${word}: ${what}: ${why}.\n  ${remedy}\n`);

/** The exit code of a run without python3, where nothing of it can run: with CI=true it has failed. */
export const withoutPython = (what: string, version: string): number => {
  const why = `python3 (${version} or later) with venv was not found`;
  if (process.env.CI !== 'true') {
    sayLeftOut(what, why, 'Install python3 and python3-venv to run them.');
    return 0;
  }
  sayLeftOut(what, why, 'CI=true allows no skipping.', 'FAILED');
  return 1;
};
