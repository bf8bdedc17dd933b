/** The text a new review starts from: headings, each with a prompt that readers never see. */

/** The prompts by heading, in the order of the page. */
export const draftPrompts: readonly { readonly heading: string; readonly prompt: string }[] = [
  {
    heading: 'Summary',
    prompt:
      'Three or four sentences for someone who was not there: what happened, whom it reached, what changes because of it.',
  },
  {
    heading: 'What happened',
    prompt:
      'The story in the order it unfolded, as it looked at the time. Systems and roles act; no names are needed.',
  },
  {
    heading: 'How we noticed',
    prompt: 'The first sign, and what carried it to us. What else was already visible, and where?',
  },
  {
    heading: 'How we responded',
    prompt:
      'What was tried, including what did not help and what that ruled out. Who joined, and how did they hear of it?',
  },
  {
    heading: 'What we learned',
    prompt: 'What surprised us about our own system? Where else could the same condition be true?',
  },
  {
    heading: 'What we still do not know',
    prompt:
      'Open questions, and accounts that differ. If the trigger is not known, this is the place to say so.',
  },
]

/** The draft every review begins with. Prompts are HTML comments; `draftSections` takes them out on publish. */
export const defaultDraft: string = draftPrompts
  .map(({ heading, prompt }) => `## ${heading}\n\n<!-- ${prompt} -->\n`)
  .join('\n')
