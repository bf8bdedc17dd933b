// Runs before the first paint so that a remembered theme never flashes. The app writes the same key.
;(() => {
  const chosen = localStorage.getItem('second-story-theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
})()
