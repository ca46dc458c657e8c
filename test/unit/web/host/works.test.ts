import { SESSION_MINUTES } from '../../../../functions/web/session/desk.ts'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../../functions/domain/base/languages.ts'
import { MAX_PHOTO } from '../../../../functions/domain/activity/photo.ts'
import { projectIdOf, workIdOf } from '../../../../functions/domain/activity/work.ts'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { jpeg, png } from '../../../support/photos.ts'
import { MISSING_VALUES } from '../../../support/web/site.ts'
import { ACCEPTED, POSTED, TOKEN, worksSite } from '../../../support/web/works.ts'

const SCHOOL = 'scuola-primaria'
const EDUCATOR = 'ed-marino'
const ID = workIdOf('I690', SCHOOL, TOKEN)
const PROJECT = `imbiancare-un-aula-${ID.slice(0, 6)}`
const plain = (location: string) => new URL(location, 'http://localhost').pathname

/** Where a school has posted; and where an educator has made a project of it. */
async function posted() {
  const site = worksSite()
  const cookie = await site.hostAs(SCHOOL)
  const staff = await site.staffAs(EDUCATOR)
  await site.visit('POST', '/host/works', { form: POSTED, cookie })
  const work = async () => {
    const found = await site.works.load('I690', ID)
    if (!found) throw new Error('no work')
    return found
  }
  return { ...site, cookie, staff, work, own: `/host/works/${ID}`, desk: `/desk/works/${ID}` }
}
async function accepted() {
  const site = await posted()
  await site.visit('POST', `${site.desk}/accept`, { form: ACCEPTED, cookie: site.staff })
  return site
}

describe('a host', () => {
  it('posts a work request and sees its state', async () => {
    const { visit, hostAs, works } = worksSite()
    const cookie = await hostAs(SCHOOL)
    const page = await visit('GET', '/host/works', { cookie })
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('Chiedi un lavoro')])
    expect(page.body).not.toMatch(MISSING_VALUES)
    expect(page.body).toMatch(/name="token" value="[0-9a-f]{32}"/)
    const sent = await visit('POST', '/host/works', { form: POSTED, cookie })
    expect([sent.status, sent.location]).toEqual([303, `/host/works/${ID}?done=sent&lang=it`])
    expect(await works.load('I690', ID)).toMatchObject({
      host: SCHOOL,
      title: POSTED.title,
      wanted: { from: '2026-04-01', to: '2026-04-30' },
      people: 2,
      postedBy: 'Teresa Galli',
      progress: { state: 'posted' },
    })
    const shown = await visit('GET', sent.location, { cookie })
    expect(shown.body).toContain('Ti scriviamo appena')
    expect(shown.body).toContain('in attesa di risposta')
    expect(shown.body).not.toMatch(MISSING_VALUES)
    expect((await visit('GET', '/host/works', { cookie })).body).toContain(`href="/host/works/${ID}`)
  })

  it('gets one request per form, even if sent concurrently', async () => {
    const { visit, hostAs, works } = worksSite()
    const cookie = await hostAs(SCHOOL)
    const sent = await Promise.all([1, 2, 3].map(() => visit('POST', '/host/works', { form: POSTED, cookie })))
    expect(new Set(sent.map(({ location }) => location)).size).toBe(1)
    await visit('POST', '/host/works', { form: { ...POSTED, token: 'b'.repeat(32) }, cookie })
    // Nobody takes another's place by its token.
    await visit('POST', '/host/works', { form: POSTED, cookie: await hostAs('artigiani') })
    const all = []
    for await (const work of works.of('I690')) all.push(work)
    expect(all).toHaveLength(3)
  })

  it('sees missing fields with typed values kept', async () => {
    const { visit, hostAs, works } = worksSite()
    const cookie = await hostAs(SCHOOL)
    const form = { ...POSTED, title: '', 'wanted.to.month': '3', people: 'due' }
    const page = await visit('POST', '/host/works', { form, cookie })
    expect(page.status).toBe(422)
    for (const name of ['title', 'wanted.to', 'people']) expect(page.body).toContain(`href="#${name}"`)
    expect(page.body).toContain('L’ultimo giorno viene prima del primo')
    expect(page.body).toContain('Scrivi un numero intero')
    expect(page.body).toContain(POSTED.contact)
    expect(page.body).toContain(`value="${TOKEN}"`)
    const forged = await visit('POST', '/host/works', { form: { ...POSTED, token: 'x' }, cookie })
    expect(forged.status).toBe(422)
    expect(await works.load('I690', ID)).toBeUndefined()
  })

  it('sees nothing of other hosts, and needs a session', async () => {
    const { visit, hostAs, own, cookie, staff } = await accepted()
    const other = await hostAs('artigiani')
    const body = { before: 'Rovinata.', after: 'Bianca.' }
    expect((await visit('GET', '/host/works', { cookie: other })).body).not.toContain(POSTED.title)
    for (const [method, path, sent] of [
      ['GET', own, {}],
      ['POST', own, { form: body }],
      ['GET', `${own}/photos/before`, {}],
      ['POST', `${own}/photos/before`, { upload: jpeg() }],
    ] as const) {
      expect((await visit(method, path, { ...sent, cookie: other })).status, path).toBe(404)
      for (const nobody of [
        undefined,
        `${cookie}x`,
        staff.replace('desk=', 'host='),
        await hostAs(SCHOOL, SESSION_MINUTES),
      ]) {
        const answer = await visit(method, path, { ...sent, ...(nobody ? { cookie: nobody } : {}) })
        expect([answer.status, plain(answer.location)]).toEqual([303, '/host'])
      }
    }
    // A pass of a host is none of the desk.
    const asDesk = await visit('GET', '/desk/works', { cookie: cookie.replace('host=', 'desk=') })
    expect([asDesk.status, plain(asDesk.location)]).toEqual([303, '/desk'])
  })

  it('rejects forms of another site', async () => {
    const { visit, own, cookie, desk, staff, work } = await accepted()
    const headers = { 'sec-fetch-site': 'cross-site' }
    const before = await work()
    for (const [path, sent] of [
      ['/host/works', { form: { ...POSTED, token: 'c'.repeat(32) }, cookie }],
      [own, { form: { before: 'Rovinata.', after: 'Bianca.' }, cookie }],
      [`${own}/photos/before`, { upload: jpeg(), cookie }],
      [`${desk}/close`, { form: { before: 'Rovinata.', after: 'Bianca.' }, cookie: staff }],
      [`${desk}/photos/before`, { upload: jpeg(), cookie: staff }],
    ] as const)
      expect((await visit('POST', path, { ...sent, headers })).status).toBe(403)
    expect(await work()).toEqual(before)
  })
})

describe('the desk', () => {
  it('lists open work requests, newest first, with prefilled forms', async () => {
    const { visit, world, cookie, staff, desk } = await posted()
    world.clock.moveSeconds(600)
    await visit('POST', '/host/works', { form: { ...POSTED, token: 'b'.repeat(32), title: 'Un altro lavoro' }, cookie })
    const list = await visit('GET', '/desk/works', { cookie: staff })
    expect(list.body.indexOf('Un altro lavoro')).toBeLessThan(list.body.indexOf('aula di musica'))
    expect(list.body).toContain('Scuola primaria Esempio')
    const page = await visit('GET', desk, { cookie: staff })
    expect(page.body).not.toMatch(MISSING_VALUES)
    expect(page.body).toContain('Una scala di tre gradini.')
    expect(page.body).toMatch(/id="accept\.places"[^>]*value="2"/)
    expect(page.body).toMatch(/id="accept\.area-commons"[^>]*checked|checked[^>]*id="accept\.area-commons"/)
  })

  it('accepts a work request, notifies the host once, and offers the project', async () => {
    const { visit, world, desk, staff, own, cookie, work } = await posted()
    const sent = await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie: staff })
    expect([sent.status, sent.location]).toEqual([303, `${desk}?done=accepted&lang=it`])
    expect(world.municipality.projects.at(-1)).toEqual({
      id: PROJECT,
      host: SCHOOL,
      title: 'Imbiancare un’aula',
      description: 'Si dipingono di bianco le pareti di un’aula, insieme a una persona della scuola.',
      area: 'commons',
      places: 2,
      hours: [
        { weekday: 1, from: '08:30', to: '12:30' },
        { weekday: 3, from: '14:00', to: '17:00' },
      ],
      abilities: ['imbiancare', 'ordine'],
      strains: ['heights', 'dust'],
      italian: 'basic',
      age: { min: 18, max: 120 },
      notFor: ['giovani'],
      community: true,
    })
    expect((await work()).progress).toMatchObject({ state: 'accepted', accepted: { project: PROJECT, by: EDUCATOR } })
    // Again, and by a colleague with another text: it is the one that is there, and the host hears once.
    const again = await visit('POST', `${desk}/accept`, {
      form: [...ACCEPTED, ['accept.title', 'Altro']],
      cookie: staff,
    })
    expect(again.status).toBe(303)
    expect(world.municipality.projects.filter(({ host }) => host === SCHOOL)).toHaveLength(2)
    expect(world.postman.sent).toEqual([
      {
        to: 'scuola.primaria@example.org',
        letter: expect.objectContaining({
          template: 'work',
          answer: 'accepted',
          postedOn: '2026-03-02',
          url: `http://localhost${own}`,
        }),
      },
    ])
    const page = await visit('GET', own, { cookie })
    expect(page.body).toContain('accolta: è un progetto')
    expect(page.body).toContain('enctype="multipart/form-data"')
  })

  it('notifies the host later if the letter failed', async () => {
    const { visit, world, desk, staff, work } = await posted()
    const { send } = world.postman
    world.postman.send = async () => {
      throw new Error('no mail')
    }
    expect((await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie: staff })).status).toBe(303)
    expect(world.reports).toEqual([`notifyHost ${ID} Error`])
    expect((await visit('GET', desk, { cookie: staff })).body).toContain('riproviamo entro un’ora')
    const { notifyHosts } = await import('../../../../functions/usecases/activity/answer-work.ts')
    world.postman.send = send
    await notifyHosts(world)
    await notifyHosts(world)
    expect(world.postman.sent).toHaveLength(1)
    expect((await work()).progress).toMatchObject({ accepted: { notifiedAt: world.clock.now() } })
  })

  it('declines with reasons that the host reads', async () => {
    const { visit, world, desk, staff, own, cookie, work } = await posted()
    const short = await visit('POST', `${desk}/decline`, { form: { 'decline.reasons': 'No.' }, cookie: staff })
    expect([short.status, short.body]).toEqual([422, expect.stringContaining('href="#decline.reasons"')])
    const reasons = 'Serve un’impresa con ponteggi.'
    const sent = await visit('POST', `${desk}/decline`, { form: { 'decline.reasons': reasons }, cookie: staff })
    expect(sent.status).toBe(303)
    expect((await work()).progress).toMatchObject({ state: 'declined', declined: { reasons, by: EDUCATOR } })
    expect(world.postman.sent[0]?.letter).toMatchObject({ answer: 'declined' })
    expect((await visit('GET', own, { cookie })).body).toContain(reasons)
    const late = await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie: staff })
    expect([late.status, late.body]).toEqual([409, expect.stringContaining('qualcuno ha già risposto')])
    expect(world.municipality.projects.some(({ id }) => id === PROJECT)).toBe(false)
  })

  it('records one of two concurrent answers', async () => {
    const { visit, world, works, desk, staff, work } = await posted()
    const other = { form: { 'decline.reasons': 'Non si può fare ora.' }, cookie: staff }
    works.meanwhile = () => visit('POST', `${desk}/decline`, other)
    const late = await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie: staff })
    expect(late.status).toBe(409)
    expect((await work()).progress.state).toBe('declined')
    expect(world.municipality.projects.some(({ id }) => id === PROJECT)).toBe(false)
    expect(world.postman.sent).toHaveLength(1)
  })

  it('is for educators and social workers', async () => {
    for (const who of ['dir-moretti', 'rag-fontana', 'amm-longo']) {
      const { visit, staffAs, desk, staff, work } = await posted()
      const cookie = await staffAs(who)
      expect((await visit('GET', desk, { cookie })).body).not.toContain('<form method="post" action="/desk/works')
      expect((await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie })).status).toBe(403)
      const no = { 'decline.reasons': 'Non si può fare ora.' }
      expect((await visit('POST', `${desk}/decline`, { form: no, cookie })).status).toBe(403)
      await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie: staff })
      const evidence = { before: 'Rovinata.', after: 'Bianca.' }
      expect((await visit('POST', `${desk}/close`, { form: evidence, cookie })).status).toBe(403)
      expect((await visit('POST', `${desk}/photos/before`, { upload: jpeg(), cookie })).status).toBe(403)
      expect(await work()).toMatchObject({ progress: { state: 'accepted' }, photos: {} })
    }
    const { visit, staffAs, desk } = await posted()
    const cookie = await staffAs('as-colombo')
    expect((await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie })).status).toBe(303)
  })

  it('rejects the id of a configured project', async () => {
    const { visit, world, desk, staff, work } = await posted()
    const [first] = world.municipality.projects
    if (!first) throw new Error('no project')
    world.municipality = {
      ...world.municipality,
      projects: [...world.municipality.projects, { ...first, id: PROJECT }],
    }
    const page = await visit('POST', `${desk}/accept`, { form: ACCEPTED, cookie: staff })
    expect([page.status, page.body]).toEqual([409, expect.stringContaining('Cambia il titolo')])
    expect((await work()).progress.state).toBe('posted')
  })

  it('sees errors in the form of the project', async () => {
    const { visit, desk, staff, world } = await posted()
    const wrong = (changes: Record<string, string>) =>
      visit('POST', `${desk}/accept`, { form: { ...Object.fromEntries(ACCEPTED), ...changes }, cookie: staff })
    for (const [changes, name] of [
      [{ 'accept.hours.3': 'mattina' }, 'accept.hours.3'],
      [{ 'accept.hours.3': '25:00-26:00' }, 'accept.hours.3'],
      [{ 'accept.hours.1': '', 'accept.hours.3': '' }, 'accept.hours.1'],
      [{ 'accept.places': '0' }, 'accept.places'],
      [{ 'accept.age.max': '12' }, 'accept.age.max'],
      [{ 'accept.site.zone': 'centro' }, 'accept.site.address'],
      [{ 'accept.site.address': 'Via Esempio 1', 'accept.site.zone': 'luna' }, 'accept.site.zone'],
      [{ 'accept.notFor': 'nessuno' }, 'accept.notFor'],
      [{ 'accept.italian': '' }, 'accept.italian'],
    ] as const) {
      const page = await wrong(changes)
      expect([page.status, name, page.body.includes(`href="#${name}"`)]).toEqual([422, name, true])
      expect(page.body).not.toMatch(MISSING_VALUES)
    }
    expect(world.municipality.projects.some(({ host, title }) => host === SCHOOL && title.includes('Imbiancare'))).toBe(
      false,
    )
    expect((await wrong({ 'accept.site.address': 'Via Esempio 1', 'accept.site.zone': 'centro' })).status).toBe(303)
    expect(world.municipality.projects.at(-1)?.site).toEqual({ address: 'Via Esempio 1', zone: 'centro' })
  })

  it('responds with 404 to an unknown work request', async () => {
    const { visit, staff, desk } = await posted()
    expect((await visit('GET', '/desk/works/x', { cookie: staff })).status).toBe(404)
    expect((await visit('POST', `${desk}/burn`, { form: {}, cookie: staff })).status).toBe(404)
    expect((await visit('GET', `${desk}/photos/during`, { cookie: staff })).status).toBe(404)
    expect((await visit('GET', `${desk}/photos/before`, { cookie: staff })).status).toBe(404)
  })
})

describe('evidence', () => {
  const EVIDENCE = { before: 'Pareti rovinate.', after: 'Pareti bianche.' }

  it('closes the work and its project, once, by the host or by an educator', async () => {
    for (const who of ['host', 'educator']) {
      const { visit, world, own, desk, cookie, staff, work } = await accepted()
      const close = (form: Record<string, string>) =>
        who === 'host' ? visit('POST', own, { form, cookie }) : visit('POST', `${desk}/close`, { form, cookie: staff })
      const missing = await close({ before: 'Pareti rovinate.', after: '' })
      expect([missing.status, missing.body]).toEqual([422, expect.stringContaining('href="#after"')])
      expect((await close(EVIDENCE)).status).toBe(303)
      expect((await work()).progress).toMatchObject({
        state: 'done',
        accepted: { project: PROJECT },
        evidence: { ...EVIDENCE, by: { role: who, id: who === 'host' ? SCHOOL : EDUCATOR } },
      })
      expect(world.municipality.projects.find(({ id }) => id === PROJECT)?.closed).toBe(true)
      const first = await work()
      await close({ before: 'Altro.', after: 'Altro.' })
      expect(await work()).toEqual(first)
      const page = await visit('GET', own, { cookie })
      expect(page.body).toContain('Pareti bianche.')
      expect(page.body).not.toContain('multipart')
    }
  })

  it('is rejected before acceptance', async () => {
    const { visit, own, cookie, work } = await posted()
    expect((await visit('POST', own, { form: EVIDENCE, cookie })).status).toBe(409)
    expect((await visit('POST', `${own}/photos/before`, { upload: jpeg(), cookie })).status).toBe(409)
    expect((await work()).progress.state).toBe('posted')
  })

  it('has photos without personal metadata, seen by host and office only', async () => {
    const { visit, works, own, desk, cookie, staff, work } = await accepted()
    const sent = await visit('POST', `${own}/photos/before`, { upload: jpeg(), cookie })
    expect([sent.status, sent.location]).toEqual([303, `${own}?done=photo&lang=it`])
    await visit('POST', `${desk}/photos/after`, { upload: png(), cookie: staff })
    expect((await work()).photos).toMatchObject({ before: { type: 'image/jpeg' }, after: { type: 'image/png' } })
    for (const [path, who] of [
      [own, cookie],
      [desk, staff],
    ] as const) {
      const photo = await visit('GET', `${path}/photos/before`, { cookie: who })
      expect([photo.status, photo.headers['content-type']]).toEqual([200, 'image/jpeg'])
      expect(photo.headers['cache-control']).toContain('no-store')
      expect(photo.headers['x-content-type-options']).toBe('nosniff')
      expect(photo.bytes.toString('latin1')).not.toMatch(/Maria|GPS/)
      expect(photo.bytes.length).toBe((await work()).photos.before?.bytes)
      expect((await visit('GET', path, { cookie: who })).body).toContain(
        `<img class="img-fluid mb-3" src="${path}/photos/before`,
      )
    }
    // Another one takes its place, and nothing of the first is left; the same one again changes nothing.
    await visit('POST', `${own}/photos/before`, { upload: jpeg({ size: 10 }), cookie })
    const now = await work()
    await visit('POST', `${own}/photos/before`, { upload: jpeg({ size: 10 }), cookie })
    expect(await work()).toEqual(now)
    expect([...works.photos.keys()].sort()).toEqual(
      [now.photos.before, now.photos.after].map((photo) => `${ID} ${photo?.id}`).sort(),
    )
    await visit('POST', own, { form: EVIDENCE, cookie })
    expect((await visit('POST', `${own}/photos/before`, { upload: png(), cookie })).status).toBe(409)
    expect((await work()).photos).toEqual(now.photos)
    expect(works.photos.size).toBe(2)
  })

  it('rejects other files with the reason', async () => {
    const { visit, works, own, cookie, work } = await accepted()
    const send = (upload: Uint8Array | { raw: string; type: string }) =>
      visit('POST', `${own}/photos/before`, { upload, cookie })
    for (const [bytes, words] of [
      [new Uint8Array(), 'Scegli prima una foto.'],
      [Buffer.from('%PDF-1.7 testo'), 'non è una foto JPEG o PNG'],
      [jpeg().subarray(0, 200), 'non è una foto JPEG o PNG'],
      [jpeg({ size: MAX_PHOTO }), 'troppo grande'],
    ] as const) {
      const page = await send(bytes)
      expect([page.status, page.body.includes(words)]).toEqual([422, true])
      expect(page.body).toContain('href="#photo-before"')
      expect(page.body).toContain('aria-describedby="photo-before-hint photo-before-error"')
    }
    expect((await send(jpeg({ size: MAX_PHOTO + 1024 * 1024 }))).status).toBe(413)
    const broken = [
      { raw: 'no boundary', type: 'multipart/form-data' },
      { raw: 'no boundary', type: 'multipart/form-data; boundary=----form' },
      {
        raw: '------form\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n\xff\xd8 cut',
        type: 'multipart/form-data; boundary=----form',
      },
    ]
    for (const upload of broken) {
      const page = await send(upload)
      expect([page.status, page.body.includes('non è arrivata intera')]).toEqual([400, true])
    }
    expect((await visit('POST', `${own}/photos/before`, { form: {}, cookie })).status).toBe(415)
    // A field in place of the file.
    const field = {
      raw: '------form\r\nContent-Disposition: form-data; name="photo"\r\n\r\ntext\r\n------form--\r\n',
      type: 'multipart/form-data; boundary=----form',
    }
    expect((await send(field)).status).toBe(422)
    expect([(await work()).photos, works.photos.size]).toEqual([{}, 0])
  })

  it('rejects long bodies that are no upload', async () => {
    const { visit, cookie } = await accepted()
    const form = { ...POSTED, token: 'd'.repeat(32), description: 'x'.repeat(200_000) }
    expect((await visit('POST', '/host/works', { form, cookie })).status).toBe(413)
  })
})

describe('the letter to the host', () => {
  it.each(LANGUAGES)('links to the page without details of the work (%s)', async (language) => {
    const { world } = await accepted()
    const [sent] = world.postman.sent
    if (sent?.letter.template !== 'work') throw new Error('no letter')
    for (const answer of ['accepted', 'declined'] as const) {
      const { subject, html, text } = renderLetter({ ...sent.letter, answer, language })
      expect(text).toContain(`http://localhost/host/works/${ID}`)
      expect(`${subject}${html}${text}`).not.toMatch(/undefined|\[object|NaN|musica|\{\w+\}/)
    }
  })
})

describe('the id of a project', () => {
  it('derives from its title and is a valid id', () => {
    const id = '0123456789abcdef0123456789'
    expect(projectIdOf({ id }, 'Pulizia d’aula: perché no?')).toBe('pulizia-d-aula-perche-no-012345')
    expect(projectIdOf({ id }, '清扫')).toBe('progetto-012345')
    for (const title of ['x', 'a'.repeat(200), '---', `${'a'.repeat(29)} b`])
      expect(projectIdOf({ id }, title)).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])$/)
  })
})
