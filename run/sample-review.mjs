/**
 * The sample incident to some depth, where a review is looked at: for the pictures of the README and for the browser.
 * Each begins afresh: a sample somebody worked on before, or published, would be another one. `ask` calls an operation
 * as a member.
 */

/** The sample incident as it is offered: the roles are named, the timeline is proposed. */
export function loadSample(ask) {
  return beginSample(ask, 'roles')
}

/** The sample worked through until nothing stands in the way of publishing it. */
export function workThrough(ask) {
  return beginSample(ask, 'ready')
}

async function beginSample(ask, depth) {
  await ask('removeSampleIncident', {})
  return ask('addSampleIncident', { depth })
}
