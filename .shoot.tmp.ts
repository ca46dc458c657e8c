import { readFileSync, mkdtempSync } from 'node:fs'
import { chromium } from 'playwright-core'
const axe = readFileSync('/work/main/node_modules/axe-core/axe.min.js', 'utf8')
const urls: Record<string,string> = JSON.parse(readFileSync('/tmp/pages/urls.json', 'utf8'))
const base = 'http://127.0.0.1:8123'
const b = await chromium.launchPersistentContext(mkdtempSync('/tmp/prof-'), { executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run'], viewport: { width: 1280, height: 900 }, javaScriptEnabled: true })
const page = await b.newPage()
page.on('console', (m) => { if (m.type() === 'error' && !/status of (4|5)/.test(m.text())) console.log('CONSOLE', page.url(), m.text()) })
page.on('requestfailed', (r) => console.log('FAILED', r.url()))
let total = 0
async function look(name: string) {
  for (const [kind, width] of [['d', 1280], ['p', 375]] as const) {
    await page.setViewportSize({ width, height: 900 })
    const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth ? document.documentElement.scrollWidth : 0)
    if (over) console.log('OVERFLOW', name, kind, over)
    await page.evaluate(axe)
    const r: any = await page.evaluate(() => (window as any).axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] }))
    for (const v of r.violations) { total++; console.log('AXE', name, kind, v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary.slice(0, 300)) }
    await page.screenshot({ path: `/tmp/pages/${name}-${kind}.png`, fullPage: true })
    const text = await page.evaluate(() => document.body.innerText)
    const bad = /undefined|\[object|NaN|\{\w+\}/.exec(text); if (bad) console.log('TEXT', name, bad[0])
  }
}
for (const [name, path] of Object.entries(urls)) { await page.goto(base + path); await look(name) }
// errors on every ask: post empty
for (const name of ['assessment','decision','placement','agreement','timesheet','verification','outcome','integration','account','insurance','observations']) {
  await page.goto(base + urls[name]!)
  const radio = await page.$('input[name=choice][type=radio]'); if (radio && name !== 'decision') await radio.check()
  await page.click('main form button[type=submit]'); await look(`err-${name}`)
}
// assessment with limited, bad amounts
await page.goto(base + '/apply'); await page.click('main form button[type=submit]'); await look('a1')
await page.fill('[name=firstName]', 'Maria'); await page.fill('[name=taxCode]', 'RSSMRA85D41F205X'); await page.fill('[name="birthDate.day"]', '31'); await page.fill('[name="birthDate.month"]', '2'); await page.fill('[name="birthDate.year"]', '1985')
await page.keyboard.press('Enter'); await look('a1-err')
console.log('kept', await page.inputValue('[name=firstName]'), await page.title(), page.url().replace(/apply\/.*\//, 'apply/x/'))
await page.fill('[name=lastName]', 'Rossi'); await page.fill('[name=taxCode]', 'RSSMAB85D41F205' + process.argv[2]); await page.fill('[name="birthDate.day"]', '1'); await page.fill('[name="birthDate.month"]', '4'); await page.fill('[name=email]', 'a@example.org')
const next = async () => page.click('main form .buttons button')
await next(); console.log(page.url().split('/').at(-1))
await page.fill('[name=street]', 'Via Prova 1'); await page.fill('[name=postalCode]', '20099'); await page.fill('[name=town]', 'Sesto San Giovanni'); await page.check('[name=resident][value=true]'); await look('a2'); await next()
await look('a3'); await next(); await look('a3-err'); await page.check('[name=alone][value=false]'); await page.fill('[name="member.0.firstName"]', 'Lucia'); await page.click('button[value=add]'); await look('a3-add')
console.log('focus', await page.evaluate(() => document.activeElement?.textContent))
await page.click('button[value=remove-1]'); await next(); await look('a3-err2')
await page.check('[name=alone][value=true]'); await next()
await page.check('[name=kind][value=ordinary]'); await page.fill('[name=reason]', 'Ho perso il lavoro a gennaio.'); await page.fill('[name=iseeCents]', '6.250,5'); await page.check('[name=workStatus][value=unemployed]'); await look('a4'); await next()
await page.check('[name=method][value=transfer]'); await page.fill('[name=iban]', 'IT60 X054 2811 1010 0000 0123 456'); await look('a5'); await next()
await look('a6'); await next(); await look('a6-err'); await page.check('[name=truthful]'); await page.check('[name=privacy]'); await page.click('main form .buttons button'); await look('a7'); console.log(page.url().replace(/requests.*\?/, '?'))
await page.fill('[name=reasons]', 'x'); await page.click('button[value=withdraw]'); await look('w-err'); await page.check('[name=confirm]'); await page.click('button[value=withdraw]'); await look('withdrawn')
await page.goto(base + urls.gone!); await page.click('main form button'); await look('renewed')
await page.goto(base + urls['status-integration']!); await page.click('button[value=resend]'); await look('resent')
console.log('violations', total)
await b.close()
