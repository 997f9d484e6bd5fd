import type { GuardPorts } from './guarded.ts';
import type { InspectPorts } from './inspect.ts';
import type { DescribeSecret, Enqueue, Measure, ReadPrevious, ReadSecrets } from './ports.ts';
import type { StorePorts } from './store-look.ts';

export type ProbePorts = InspectPorts &
  StorePorts &
  GuardPorts & {
    readonly readSecrets: ReadSecrets;
    readonly readPrevious: ReadPrevious;
    readonly describe: DescribeSecret;
    readonly enqueue: Enqueue;
    readonly measure: Measure;
  };
