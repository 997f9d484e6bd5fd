import { DARK, LIGHT } from '../html/palette.ts';
import type { Tone } from '../story/story.ts';

/** The fonts of the reader's system: nothing is fetched. */
const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';

/** A name without a space in it breaks anywhere, so that a phone has nothing to scroll sideways. */
const BREAKS = 'overflow-wrap:anywhere;word-break:break-word';

/** In the tags themselves, since some programs drop what a head says: these are the colours of light. */
export const STYLES = {
  body: `margin:0;padding:0;background-color:${LIGHT.ground};color:${LIGHT.text}`,
  page: `max-width:600px;margin:0 auto;padding:20px 16px 32px;font:16px/1.5 ${SANS};background-color:${LIGHT.ground};color:${LIGHT.text};${BREAKS}`,
  hidden: 'display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px',
  headline: 'margin:0;font-size:22px;line-height:1.3;font-weight:700',
  name: `color:${LIGHT.text}`,
  identity: `margin:4px 0 0;color:${LIGHT.muted};font-size:14px`,
  lead: 'margin:16px 0 0',
  heading: `margin:24px 0 8px;padding-top:14px;border-top:1px solid ${LIGHT.rule};font-size:16px;line-height:1.3;font-weight:700`,
  table: 'width:100%;margin:16px 0 0;border-collapse:collapse;font-size:15px;line-height:1.45',
  label: `padding:3px 12px 3px 0;width:84px;text-align:left;vertical-align:top;font-weight:400;color:${LIGHT.muted}`,
  cell: `padding:3px 0;vertical-align:top;${BREAKS}`,
  text: 'margin:0 0 8px',
  steps: 'margin:0;padding:0 0 0 24px',
  step: 'margin:0 0 12px;padding:0',
  list: 'margin:0;padding:0;list-style-type:none',
  item: `margin:0;padding:8px 0;border-bottom:1px solid ${LIGHT.rule}`,
  fact: `color:${LIGHT.muted};font-size:14px`,
  block: `margin:8px 0 0;padding:10px 12px;border-radius:6px;background-color:${LIGHT.block};color:${LIGHT.text};font:13px/1.5 ${MONO};white-space:pre-wrap;${BREAKS}`,
  link: `color:${LIGHT.link};text-decoration:underline;${BREAKS}`,
  /** Forty-four pixels high: what a thumb hits. */
  button: `display:inline-block;padding:10px 0;line-height:24px;color:${LIGHT.link};text-decoration:underline`,
  row: 'margin:0',
  foot: `margin:24px 0 0;padding-top:14px;border-top:1px solid ${LIGHT.rule};color:${LIGHT.muted};font-size:13px;line-height:1.5`,
} as const;

/** The mark and the bar beside the headline. */
export const toned = (tone: Tone): string =>
  `border-left:4px solid ${LIGHT.tones[tone]};padding-left:12px;color:${LIGHT.tones[tone]}`;

/** By class, over what the tags say; a program that knows no dark mode shows light, on a ground of its own. */
export const darkSheet = (tone: Tone): string =>
  [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    '@media (prefers-color-scheme:dark){',
    `.p{background-color:${DARK.ground}!important;color:${DARK.text}!important}`,
    `.t{border-color:${DARK.tones[tone]}!important;color:${DARK.tones[tone]}!important}`,
    `.n{color:${DARK.text}!important}`,
    `.m{color:${DARK.muted}!important}`,
    `.a{color:${DARK.link}!important}`,
    `.r{border-color:${DARK.rule}!important}`,
    `.k{background-color:${DARK.block}!important;color:${DARK.text}!important}`,
    '}',
  ].join('');
