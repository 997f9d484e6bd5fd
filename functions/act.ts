import { chain } from './chain.ts';
import { collectMeasures } from './measure.ts';

export const handler = chain(collectMeasures(), async (): Promise<string> => '<p>nothing done</p>');
