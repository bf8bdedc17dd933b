/**
 * Which cases the generated tests try. The same ones in every run, so that one commit passes or fails alike on every
 * machine; `CASES=new npx vitest run …` looks for cases nobody has seen, `CASES=<seed>` repeats a run that found one.
 */
import fc from 'fast-check'

const cases = process.env.CASES ?? '7'
if (cases !== 'new') fc.configureGlobal({ seed: Number(cases) })
