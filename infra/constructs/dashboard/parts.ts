import type { Act } from '../act.ts';
import type { AlertTopic } from '../alert-topic.ts';
import type { Digest } from '../digest.ts';
import type { Discover } from '../discover.ts';
import type { MonitorFunction } from '../monitor-function.ts';
import type { Notify } from '../notify.ts';
import type { Probe } from '../probe.ts';
import type { AlarmTopic } from '../pulse/alarm-topic.ts';
import type { Storage } from '../storage.ts';
import type { Subscribers } from '../subscribers.ts';
import type { Widget } from '../widget.ts';
import type { WorkQueue } from '../work-queue.ts';

/** Of the monitor, what its dashboard shows. */
export type Parts = {
  readonly storage: Storage;
  readonly alerts: AlertTopic;
  readonly alarms: AlarmTopic;
  readonly work: WorkQueue;
  readonly discover: Discover;
  readonly probe: Probe;
  readonly notify: Notify;
  readonly subscribers: Subscribers;
  readonly digest?: Digest;
  readonly act: Act;
  readonly widget: Widget;
};

/** All functions by name, but for those that only bring alarms to a chat. */
export const functionsOf = ({ discover, probe, notify, subscribers, digest, act, widget }: Parts) =>
  Object.entries({ discover, probe, notify, subscribers, digest, act, widget }).flatMap(
    ([name, part]): [string, MonitorFunction][] => (part === undefined ? [] : [[name, part.lambda]]),
  );
