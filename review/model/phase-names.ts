/** The phases of an incident by name; `phases.ts` says which event is in which. */

/** Every phase in its order, with the words people read. */
export const phases = {
  'lead-up': { label: 'Lead-up', means: 'What came before harm began.' },
  detection: { label: 'Detection', means: 'Harm had begun; systems and people came to notice it.' },
  diagnosis: { label: 'Diagnosis', means: 'People worked out what was going on.' },
  mitigation: { label: 'Mitigation', means: 'Changes were made to limit the harm.' },
  recovery: { label: 'Recovery', means: 'Harm was limited and the system came back.' },
  after: { label: 'After', means: 'Impact was over.' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly means: string }>>

/** One phase of an incident. */
export type Phase = keyof typeof phases

/** The phases in their order. */
export const phaseNames: readonly Phase[] = [
  'lead-up',
  'detection',
  'diagnosis',
  'mitigation',
  'recovery',
  'after',
]
