import { ABUSES } from './abuses.ts';
import { FAULTS } from './faults.ts';
import type { Row } from './row.ts';

/** Every row of the two catalogues: F1 to F88, A1 to A62. */
export const ROWS: readonly Row[] = [...FAULTS, ...ABUSES];
