import { afterEach, expect, test } from 'vitest';
import { VARIABLES } from '../../adapters/names.ts';
import { collectMeasures } from '../../functions/measure.ts';
import { probePorts } from '../../functions/probe-ports.ts';
import { DEPLOYED } from './child.ts';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

test.each([
  ['asks who stored a version where the deployment wants it', { [VARIABLES.whoChanged]: 'true' }, true],
  ['asks nobody where it says nothing', {}, false],
])('the probe %s', (_sentence, more, asks) => {
  process.env = { ...before, ...DEPLOYED, ...more };
  expect('whoChanged' in probePorts(collectMeasures())).toBe(asks);
});
