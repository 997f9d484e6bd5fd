import type * as z from 'zod';
import { Fault } from '../../core/base/fault.ts';
import { parseJson } from '../../core/base/json.ts';
import type { Telling } from '../../core/model/notice.ts';
import type { Secret } from '../../core/model/secret.ts';
import type { AlarmChange } from '../../messages/alarm/words.ts';
import type { Ask, Channel, Clock, Sent } from '../../monitor/ports.ts';

export type { AlarmChange } from '../../messages/alarm/words.ts';

/** What a channel must be allowed besides answering over HTTP; infra grants exactly that. Names or ARNs. */
export type Needs = {
  /** Secrets of Secrets Manager that it reads when it sends. */
  readonly secrets?: readonly string[];
  /** Topics of SNS that it publishes to. */
  readonly topics?: readonly string[];
  /** Event buses that it puts events on. */
  readonly buses?: readonly string[];
  /** Addresses that it sends mail from by SES. */
  readonly senders?: readonly string[];
  /** Addresses in place of its maker's own, which the deployment must allow. */
  readonly selfHosted?: readonly string[];
  /** It remembers by which message an incident began, so that what follows stands below it. */
  readonly threads?: true;
};

export type TopicMessage = {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly structured?: true;
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
};

export type BusEvent = {
  readonly bus: string;
  readonly source: string;
  readonly type: string;
  readonly detail: string;
};

/** A whole message as RFC 5322 wants it. */
export type RawMail = { readonly from: string; readonly to: readonly string[]; readonly raw: string };

/** Where an incident began in a channel, as that channel names it; kept for 90 days. */
export type Threads = {
  readonly find: (channel: string, incident: string) => Promise<string | undefined>;
  readonly keep: (channel: string, incidents: readonly string[], thread: string) => Promise<void>;
};

/** What a webhook needs of the world: no table, no topic. */
export type WebhookWorld = Pick<World, 'ask' | 'clock' | 'secret' | 'trust'>;

/** Tells that an alarm of the monitor itself went on or off. */
export type TellAlarm = (change: AlarmChange) => Promise<Sent>;

/** Everything by which a channel touches the world; a channel uses what its `needs` name. None throws for what the other side answers. */
export type World = {
  readonly ask: Ask;
  readonly clock: Clock;
  /** Origins besides a channel's own that the deployment allows (`http://127.0.0.1:9000`). */
  readonly trust: readonly string[];
  /** Read anew for each message: people replace it. */
  readonly secret: (id: string) => Promise<Secret>;
  readonly publish: (message: TopicMessage) => Promise<Sent>;
  readonly putEvent: (event: BusEvent) => Promise<Sent>;
  readonly mail: (mail: RawMail) => Promise<Sent>;
  readonly threads: Threads;
};

/** One kind of channel: its settings, what it needs, what it says and how it sends. */
export type ChannelKind = {
  /** `type` in the settings, and the key of stored texts. */
  readonly type: string;
  /** As people call it: `Discord`. */
  readonly title: string;
  /** Settings besides `type`. */
  readonly settings: z.ZodObject;
  /** What it says, to be stored with the alert, so that a repeat reads the same whatever release sends it. */
  readonly render: (telling: Telling) => string;
  readonly needs: (settings: unknown) => Needs;
  /** `name`: of this channel among those of the deployment. */
  readonly open: (name: string, settings: unknown, world: World) => OpenChannel;
  /** Where it can tell alarms of the monitor itself: by its secret alone, since all the rest may be what is dead. */
  readonly alarm?: (settings: unknown, world: WebhookWorld) => TellAlarm;
};

/** `perSecond`: messages that it takes, from all senders together. */
export type OpenChannel = Channel & { readonly perSecond: number };

/** Sends one message. Never throws for what the channel answers. */
export type Post<M> = (message: M, telling: Telling) => Promise<Sent>;

type Definition<S extends z.ZodObject, M> = Pick<ChannelKind, 'type' | 'title'> & {
  readonly perSecond: number;
  readonly settings: S;
  readonly needs: (settings: z.output<S>) => Needs;
  readonly render: (telling: Telling) => M;
  /** The shape that a stored message must have to be sent; without it, it is rendered anew. */
  readonly message: z.ZodType;
  /** `name`: of this channel among those of the deployment. */
  readonly connect: (settings: z.output<S>, world: World, name: string) => Post<M>;
  readonly alarm?: (settings: z.output<S>, world: WebhookWorld) => TellAlarm;
};

/** A kind out of its definition: settings are read by its own schema wherever they come from. */
export const channelKind = <S extends z.ZodObject, M>(definition: Definition<S, M>): ChannelKind => {
  const { type, title, perSecond, settings: schema, message, render, connect, needs, alarm } = definition;
  const read = (settings: unknown): z.output<S> => {
    const parsed = schema.safeParse(settings);
    if (!parsed.success) throw new Fault(`the settings of a channel of type ${type} cannot be read`);
    return parsed.data;
  };
  /** As it was stored, or rendered now where nothing usable was. */
  const messageOf = (telling: Telling, text: string | undefined): M => {
    const stored = parseJson(text ?? '');
    return stored !== undefined && message.safeParse(stored).success ? (stored as M) : render(telling);
  };
  return {
    type,
    title,
    settings: schema,
    render: (telling) => JSON.stringify(render(telling)),
    needs: (settings) => needs(read(settings)),
    open: (name, settings, world) => {
      const post = connect(read(settings), world, name);
      return { name, type, title, perSecond, send: async (telling, text) => post(messageOf(telling, text), telling) };
    },
    ...(alarm && { alarm: (settings, world) => alarm(read(settings), world) }),
  };
};
