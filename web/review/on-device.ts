/** What this device keeps until the server has it. A browser may refuse storage; a promise turns its throw into a value. */
export const onDevice = {
  read: (key: string): Promise<unknown> =>
    Promise.resolve()
      .then((): unknown => JSON.parse(localStorage.getItem(key) ?? 'null'))
      .catch(() => null),
  write: (key: string, value: unknown): Promise<void> =>
    Promise.resolve()
      .then(() => localStorage.setItem(key, JSON.stringify(value)))
      .catch(() => undefined),
  forget: (key: string): Promise<void> =>
    Promise.resolve()
      .then(() => localStorage.removeItem(key))
      .catch(() => undefined),
}
