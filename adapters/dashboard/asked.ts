import * as z from 'zod';
import { cleanWords, plain } from '../../core/base/text.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Wish } from '../../core/overview/view.ts';
import type { Zone } from '../../messages/overview/medium.ts';
import { wishOfForm, wishOfParams } from '../../messages/overview/wish.ts';

/**
 * What CloudWatch sends along with every call (user guide, add_custom_widget_dashboard_about). Whoever may invoke the function may send anything: what
 * cannot be understood is as if it were not there.
 */
const contextShape = z.object({
  dashboardName: z.string().catch('').default(''),
  accountId: z.string().catch('').default(''),
  theme: z.enum(['light', 'dark']).catch('light').default('light'),
  width: z.number().positive().catch(1200).default(1200),
  timezone: z
    .object({ label: z.string(), offsetISO: z.string().regex(/^[+-]\d\d:\d\d$/) })
    .optional()
    .catch(undefined),
  forms: z
    .object({ all: z.record(z.string(), z.unknown()) })
    .catch({ all: {} })
    .default({ all: {} }),
});

type Context = z.output<typeof contextShape>;

const id = z.string().min(1).max(3000);

const eventShape = z.looseObject({
  describe: z.unknown().optional(),
  view: z.enum(['tokens', 'token', 'snooze', 'horizon']).catch('tokens').default('tokens'),
  token: id.optional().catch(undefined),
  filter: z.literal(true).optional().catch(undefined),
  widgetContext: contextShape.catch(contextShape.parse({})).default(contextShape.parse({})),
});

/** How it is shown to this viewer. */
export type Frame = { readonly theme: 'light' | 'dark'; readonly narrow: boolean; readonly zone?: Zone };

export type Asked =
  | { readonly what: 'describe' }
  | (Frame & { readonly what: 'tokens' | 'horizon'; readonly wish: Wish })
  | (Frame & { readonly what: 'token' | 'snooze'; readonly token: string });

/** Cards below this width, in pixels. */
const NARROW = 700;

const frameOf = ({ theme, width, timezone }: Context): Frame => ({
  theme,
  narrow: width < NARROW,
  ...(timezone && { zone: { label: timezone.label, minutesEast: minutesOf(timezone.offsetISO) } }),
});

const minutesOf = (offset: string): number => {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  return offset.startsWith('-') ? -minutes : minutes;
};

export const readAsked = (event: unknown): Asked => {
  const { describe, view, token, filter, widgetContext, ...params } = eventShape
    .catch(eventShape.parse({}))
    .parse(event);
  if (describe) return { what: 'describe' };
  const frame = frameOf(widgetContext);
  if (view === 'token' || view === 'snooze')
    return token === undefined ? { ...frame, what: 'tokens', wish: {} } : { ...frame, what: view, token };
  return { ...frame, what: view, wish: filter ? wishOfForm(widgetContext.forms.all) : wishOfParams(params) };
};

const actShape = z.discriminatedUnion('act', [
  z.object({ act: z.literal('look'), token: id }),
  z.object({ act: z.literal('snooze'), token: id, until: z.number().int().positive() }),
  z.object({ act: z.literal('sweep') }),
]);

/** Who asks, as far as that can be known: the function is not told who invoked it, so it is what somebody says. */
type By = { readonly by: string; readonly why?: string };

export type Ordered = Frame &
  By &
  (
    | { readonly act: 'look'; readonly token: string }
    | { readonly act: 'snooze'; readonly token: string; readonly until: Instant }
    | { readonly act: 'sweep' }
  );

/** `none`: what no button of ours says. */
export const readOrder = (event: unknown): Ordered | (Frame & { readonly act: 'none' }) => {
  const order = actShape.safeParse(event);
  const { widgetContext } = eventShape
    .pick({ widgetContext: true })
    .catch({ widgetContext: contextShape.parse({}) })
    .parse(event);
  if (!order.success) return { ...frameOf(widgetContext), act: 'none' };
  const { by, why } = widgetContext.forms.all;
  // Whatever looks like a token was pasted into the wrong field.
  const name = cleanWords(typeof by === 'string' ? by : '', 60);
  const reason = cleanWords(typeof why === 'string' ? why : '', 200);
  const where = plain(widgetContext.dashboardName, 60);
  return {
    ...frameOf(widgetContext),
    ...order.data,
    by: `${name || 'somebody'} at the dashboard${where === '' ? '' : ` ${where}`}`,
    ...(reason !== '' && { why: reason }),
  };
};
