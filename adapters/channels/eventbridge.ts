import * as z from 'zod';
import { DETAIL_TYPES, renderEvent } from '../../messages/eventbridge/event.ts';
import { busName } from '../settings/names-of-aws.ts';
import { channelKind } from './kind.ts';

/** The `source` of every event. */
export const EVENT_SOURCE = 'token-health-monitor';

/** Far below what a region takes for all of an account (docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html, PutEvents). */
const PER_SECOND = 10;

export const eventbridge = channelKind({
  type: 'eventbridge',
  title: 'EventBridge',
  perSecond: PER_SECOND,
  settings: z.strictObject({ bus: busName.describe('Name or ARN of the event bus.') }),
  needs: ({ bus }) => ({ buses: [bus] }),
  render: renderEvent,
  message: z.looseObject({
    type: z.enum(DETAIL_TYPES),
    detail: z.looseObject({ schemaVersion: z.literal(1), id: z.string() }),
  }),
  connect:
    ({ bus }, { putEvent }) =>
    ({ type, detail }) =>
      putEvent({ bus, source: EVENT_SOURCE, type, detail: JSON.stringify(detail) }),
});
