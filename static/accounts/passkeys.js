// Pages that talk to passkeys: says in words what went wrong, and hides what this browser cannot do.
(() => {
  const offered = 'PublicKeyCredential' in window
  const show = (selector) => document.querySelectorAll(selector).forEach((part) => { part.hidden = false })

  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    show('[data-passkey-trouble]')
    document.querySelector('[data-passkey-trouble]')?.focus()
  })
  document.addEventListener('DOMContentLoaded', () => show(offered ? '[data-passkey]' : '[data-passkey-missing]'))
})()
