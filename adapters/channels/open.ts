import { Fault } from '../../core/base/fault.ts';
import type { ChannelSettings } from '../settings/channels.ts';
import type { OpenChannel, World } from './kind.ts';
import { kindOf } from './kinds.ts';
import { sns } from './sns.ts';

/** The monitor's own topic first, then the channels of the settings, each under its name. */
export const openChannels = (
  topicArn: string,
  channels: ChannelSettings,
  world: World,
): readonly [OpenChannel, ...OpenChannel[]] => [
  sns.open('sns', { topicArn }, world),
  ...Object.entries(channels).map(([name, { type, ...settings }]) => {
    const kind = kindOf(type);
    if (kind === undefined) throw new Fault(`there is no channel of type ${type}`);
    return kind.open(name, settings, world);
  }),
];
