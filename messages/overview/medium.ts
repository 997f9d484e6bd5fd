import type { Instant } from '../../core/base/time.ts';
import type { Overview } from '../../core/overview/overview.ts';
import type { Row } from '../../core/overview/row.ts';
import type { View, Wish } from '../../core/overview/view.ts';
import type { Html } from '../html/html.ts';

/** Where the viewer is, as far as that is known: shown beside UTC. */
export type Zone = { readonly label: string; readonly minutesEast: number };

/** Which names the viewer's words have. */
export type Names = {
  /** `Discord bot token` of `discord.bot`. */
  readonly kind: (id: string) => string;
  /** `Discord` of `discord`. */
  readonly provider: (id: string) => string;
};

/** How a link to another view looks. `isNow`: it is the one that is shown. */
export type Link = { readonly look: 'link' | 'button' | 'chip'; readonly isNow?: boolean };

/**
 * What the same page can do where it is shown: in a widget of a CloudWatch dashboard, in a browser on this machine, in a file. Everything that
 * a viewer can press is made here, and nothing else is.
 */
export type Medium = {
  readonly names: Names;
  readonly zone?: Zone;
  /** Absent: nothing can be filtered or turned over, and all is shown. */
  readonly move?: {
    readonly to: (text: string, wish: Wish, link: Link) => Html;
    /** The fields of a filter and what sends them: `owner`, `provider`, `show`, `find`. */
    readonly filter: (fields: Html) => Html;
  };
  /** All about one row, drawn where it is sent along: in its last cell, or below it. */
  readonly details: (row: Row, draw: () => Html) => Details;
  /** Absent: nothing can be done from here. */
  readonly act?: {
    readonly lookNow: (row: Row) => Html;
    /** Until is one of the moments that may be chosen. */
    readonly snooze: (row: Row, ends: readonly End[]) => Html;
    readonly sweepNow: () => Html;
  };
};

/** What all parts of one page share. */
export type Page = Known & { readonly view: View };

/** What is drawn where no page of the table is. */
export type Known = { readonly overview: Overview; readonly medium: Medium };

export type Details = { readonly beside: Html } | { readonly below: Html };

/** An end that a snooze may have: `3 days`, until then. */
export type End = { readonly label: string; readonly until: Instant };
