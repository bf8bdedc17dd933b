import { describe, expect, test } from 'vitest'
import { changeBlockers, missingSections, templateBlockers, textOfTemplate } from '../model/templates.ts'
import { draftSections } from './sections.ts'
import { defaultDraft } from './template.ts'
import { shippedTemplates } from './templates.ts'

describe.each(shippedTemplates.map((template) => [template.name, template] as const))(
  '%s',
  (_name, template) => {
    test('begins as headings with prompts nobody else reads', () => {
      const text = textOfTemplate(template.sections)
      expect(templateBlockers(template.sections)).toEqual([])
      expect(draftSections(text)).toEqual([])
    })
    test('can be changed for another until something is written', () => {
      const text = textOfTemplate(template.sections)
      expect(changeBlockers(text, template.sections)).toEqual([])
      expect(changeBlockers(`${text}\nA word.`, template.sections)[0]?.rule).toBe('text-begun')
    })
  },
)

test('the first template is the draft every review began with', () => {
  expect(textOfTemplate(shippedTemplates[0].sections)).toBe(defaultDraft)
})

test('what a template asks of a severity is asked of no other', () => {
  const security = shippedTemplates.find(({ id }) => id === 'security') ?? shippedTemplates[0]
  expect(missingSections(security, 'SEV1', []).map(({ rule }) => rule)).toEqual([
    'section-required',
    'section-required',
  ])
  expect(missingSections(security, 'SEV3', [])).toEqual([])
  expect(missingSections(security, 'SEV1', [{ heading: 'summary' }, { heading: 'Exposure' }])).toEqual([])
})

test('a template with a heading twice, or a comment that ends early, is refused', () => {
  const section = { heading: 'Summary', prompt: 'What was it?', requiredFor: [] }
  expect(templateBlockers([])).toHaveLength(1)
  expect(templateBlockers([section, { ...section, heading: 'summary' }])).toHaveLength(1)
  expect(templateBlockers([{ ...section, prompt: 'a --> b' }])).toHaveLength(1)
})
