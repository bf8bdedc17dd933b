/** The sample incident to some depth, where a review is looked at: for the pictures of the README and for the browser. */

/** Loads the sample incident and names the roles; the timeline stays proposed. */
export function loadSample(ask) {
  return ask('addSampleIncident', { depth: 'roles' })
}

/** Loads the sample worked through until nothing stands in the way of publishing it. `ask` calls an operation as a member. */
export function workThrough(ask) {
  return ask('addSampleIncident', { depth: 'ready' })
}
