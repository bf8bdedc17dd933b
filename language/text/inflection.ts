// How regular verbs and nouns make their forms, and the way back.

/** "Deploys", "fixes", "retries": the third person of a verb, and the plural of a noun. */
export function thirdOf(base: string): string {
  if (base.endsWith('y') && /[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh|o)$/.test(base) ? `${base}es` : `${base}s`
}

/** "Deployed", "merged", "retried", "dropped". */
export function pastOf(base: string): string {
  if (base.endsWith('e')) return `${base}d`
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`
  return doubles(base) ? `${base}${base.slice(-1)}ed` : `${base}ed`
}

/** "Deploying", "merging", "tying", "dropping". */
export function ingOf(base: string): string {
  if (base.endsWith('ie')) return `${base.slice(0, -2)}ying`
  if (base.endsWith('e') && !/(?:ee|oe|ye)$/.test(base)) return `${base.slice(0, -1)}ing`
  return doubles(base) ? `${base}${base.slice(-1)}ing` : `${base}ing`
}

// One short vowel before one consonant doubles it ("drop", "skip"), in words of one syllable and a few longer ones.
function doubles(base: string): boolean {
  if (!/[aeiou][bdgklmnprt]$/.test(base)) return false
  return DOUBLED.has(base) || /^[^aeiou]*..$/.test(base)
}

const DOUBLED = new Set(
  'commit admit omit permit refer transfer occur forget begin overlap unplug equip'.split(' '),
)

/** Every word the form could be made of, itself among them; which of them are words only a list can say. */
export function stemsOf(form: string): readonly string[] {
  const stems = [form]
  const cut = (ending: string, instead = '') => {
    if (form.endsWith(ending)) stems.push(form.slice(0, -ending.length) + instead)
  }
  switch (form.charAt(form.length - 1)) {
    case 's':
      cut('s')
      cut('es')
      cut('ies', 'y')
      break
    case 'd':
      cut('d')
      cut('ed')
      cut('ied', 'y')
      if (isDoubled(form, 2)) stems.push(form.slice(0, -3))
      break
    case 'g':
      cut('ing')
      cut('ing', 'e')
      cut('ying', 'ie')
      if (isDoubled(form, 3)) stems.push(form.slice(0, -4))
  }
  return stems
}

function isDoubled(form: string, ending: number): boolean {
  const last = form.length - ending - 1
  return last > 1 && form.charCodeAt(last) === form.charCodeAt(last - 1)
}
