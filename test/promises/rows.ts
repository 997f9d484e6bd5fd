import { ABUSES } from './abuses.ts';
import { FAULTS } from './faults.ts';
import { LOSSES } from './losses.ts';
import type { Row } from './row.ts';

/** Every row of the three catalogues: F1 to F88, A1 to A62, and the silent losses L. */
export const ROWS: readonly Row[] = [...FAULTS, ...ABUSES, ...LOSSES];
