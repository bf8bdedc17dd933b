/** Class names that are wanted, as one string. */
export function classes(...wanted: readonly (string | false | null | undefined)[]): string {
  return wanted.filter((each) => typeof each === 'string' && each !== '').join(' ')
}
