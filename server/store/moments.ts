import type { Moment, Precision } from '@secondstory/review/model/instants'

/** A moment from its three columns. */
export function momentOf(at: string | null, precision: Precision | null, isAbout: boolean): Moment | null {
  return at === null || precision === null ? null : { at, precision, isAbout }
}
