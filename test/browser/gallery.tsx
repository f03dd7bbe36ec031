/** Every piece of the design system in every state, as pages to look at and to check. */
import type { ComponentChildren, VNode } from 'preact';
import { usualPreferences } from '../../src/domain/people/person.ts';
import { ActBar, ActButton, ActPanel, Composer } from '../../src/ui/act-bar.tsx';
import { Alert } from '../../src/ui/alert.tsx';
import {
  Cluster,
  Columns,
  Grid,
  Muted,
  PageHeading,
  Prose,
  Section,
  Stack,
} from '../../src/ui/arrangement.tsx';
import { Button, ButtonLink, Link } from '../../src/ui/button.tsx';
import { CheckboxGroup, RadioGroup, SelectField } from '../../src/ui/choice-field.tsx';
import { ErrorSummary } from '../../src/ui/error-summary.tsx';
import { FileField } from '../../src/ui/file-field.tsx';
import { FileList, type ShownFile } from '../../src/ui/file-list.tsx';
import { DraftBar, FieldRow, Form, FormActions, GetForm } from '../../src/ui/form.tsx';
import { Icon, iconNames } from '../../src/ui/icon.tsx';
import { CopyNumber, StaleHint } from '../../src/ui/live.tsx';
import { KeysetPagination, Pagination } from '../../src/ui/pagination.tsx';
import { SearchField } from '../../src/ui/search-field.tsx';
import {
  Card,
  DescriptionList,
  Disclosure,
  EmptyState,
  LinkGroup,
  NarrowFold,
  Steps,
  Timeline,
} from '../../src/ui/surface.tsx';
import { type Column, Table } from '../../src/ui/table.tsx';
import { Tabs } from '../../src/ui/tabs.tsx';
import {
  Badge,
  DelayTag,
  type DelayTone,
  PriorityTag,
  type StateCode,
  StateTag,
  Tag,
} from '../../src/ui/tag.tsx';
import { DateField, PasswordField, TextArea, TextField } from '../../src/ui/text-field.tsx';
import { createTexts } from '../../src/ui/texts.ts';
import { Thread, ThreadEvent, ThreadMessage, ThreadNote } from '../../src/ui/thread.tsx';
import { Page } from '../../src/web/layout/page.tsx';
import type { AssetLookup, PageContext } from '../../src/web/layout/page-context.ts';

const csrf = 'jeton';
const url = '/gallery';

const shownFiles: ShownFile[] = [
  { id: '1', name: 'photo-écran.jpg', size: '1,2 Mio', href: url, viewHref: url },
  { id: '2', name: 'journal.txt', size: '12 Kio', state: 'en cours d’analyse', tone: 'warning' },
  { id: '3', name: 'facture.exe', size: '3 Mio', state: 'refusé', tone: 'danger' },
];

function contextFor(assets: AssetLookup, more: Partial<PageContext> = {}): PageContext {
  return {
    t: createTexts('fr'),
    lang: 'fr',
    person: {
      id: 1,
      login: 'odile.garnier',
      firstName: 'Odile',
      lastName: 'GARNIER',
      isAgent: true,
      isAdministrator: true,
    },
    csrfToken: csrf,
    window: 'fenetre',
    path: '/',
    preferences: usualPreferences,
    frame: { unreadCount: 3, incidents: [] },
    flash: null,
    fileRules: { limits: { fileBytes: 26_214_400, ticketBytes: 104_857_600 }, isScanned: true },
    assets,
    authority: 'Académie de Démonstration',
    version: '0.1.0',
    accessibility: 'none',
    now: Temporal.Instant.from('2026-11-23T09:00:00Z'),
    ...more,
  };
}

type Row = {
  number: number;
  nature: string;
  subject: string;
  date: string;
  team: string;
  holder: string;
  delay: [DelayTone, string];
  state: StateCode;
  detail?: string;
  unread?: boolean;
};
const rows: Row[] = [
  {
    number: 100131,
    nature: 'Poste de travail',
    subject: 'Écran noir au démarrage',
    date: '23/11/2026',
    team: 'SYSTEM-RESEAU',
    holder: 'BENALI Nadia',
    delay: ['soon', '45 min'],
    state: 'in_progress',
    unread: true,
  },
  {
    number: 100128,
    nature: 'Maintenance du bâtiment',
    subject: 'Néon qui clignote, bureau B 214',
    date: '20/11/2026',
    team: 'BATIMENT',
    holder: '',
    delay: ['ok', '2 jours ouvrés'],
    state: 'awaiting',
  },
  {
    number: 100117,
    nature: 'Hébergement site web',
    subject: 'Ouvrir un espace pour le colloque de printemps, avec une adresse courte',
    date: '18/11/2026',
    team: 'DOPSI',
    holder: 'MOREAU Lucie',
    delay: ['paused', 'suspendu'],
    state: 'on_hold',
    detail: 'attente fournisseur',
  },
  {
    number: 100109,
    nature: 'Logistique',
    subject: 'Livraison de chaises',
    date: '17/11/2026',
    team: 'LOGISTIQUE',
    holder: 'PETIT Hugo',
    delay: ['late', 'en retard de 3 h'],
    state: 'needs_information',
  },
  {
    number: 100093,
    nature: 'Messagerie',
    subject: 'Boîte pleine',
    date: '12/11/2026',
    team: 'SYSTEM-RESEAU',
    holder: 'LEROY Karim',
    delay: ['none', '—'],
    state: 'resolved',
    detail: 'clôture le 26/11/2026',
  },
  {
    number: 100071,
    nature: 'Conseil',
    subject: 'Choisir un outil de sondage',
    date: '02/11/2026',
    team: 'DOPSI',
    holder: 'MOREAU Lucie',
    delay: ['none', '—'],
    state: 'closed',
    detail: 'réouvrable jusqu’au 02/12/2026',
  },
  {
    number: 100060,
    nature: 'Téléphonie',
    subject: 'Renvoi de ligne',
    date: '30/10/2026',
    team: 'SYSTEM-RESEAU',
    holder: '',
    delay: ['none', '—'],
    state: 'cancelled',
  },
];
const sortable = (direction: 'ascending' | 'descending' | 'none' = 'none') => ({
  href: `${url}?tri=-date`,
  direction,
});
const columns: Column<Row>[] = [
  {
    key: 'number',
    header: 'Numéro',
    rowHeader: true,
    nowrap: true,
    sort: sortable(),
    cell: (row) => <Link href={url}>{row.number}</Link>,
  },
  {
    key: 'nature',
    header: 'Nature',
    freeText: true,
    sort: sortable(),
    cell: (row) => (
      <>
        {row.nature}
        <br />
        <Muted>{row.subject}</Muted>
      </>
    ),
  },
  {
    key: 'date',
    header: 'Date',
    nowrap: true,
    sort: sortable('descending'),
    cell: (row) => row.date,
  },
  { key: 'team', header: 'Attribuée à', nowrap: true, sort: sortable(), cell: (row) => row.team },
  { key: 'holder', header: 'Pris par', sort: sortable(), cell: (row) => row.holder },
  {
    key: 'delay',
    header: 'Délai',
    sort: sortable(),
    cell: (row) => <DelayTag tone={row.delay[0]}>{row.delay[1]}</DelayTag>,
  },
  {
    key: 'state',
    header: 'État',
    sort: sortable(),
    cell: (row) => <StateTag state={row.state} detail={row.detail} />,
  },
  {
    key: 'act',
    header: 'Action',
    headerHidden: true,
    nowrap: true,
    cell: (row) => (
      <ButtonLink
        href={url}
        variant="quiet"
        size="sm"
        icon="plus"
        hiddenText={`la demande ${String(row.number)}`}
      >
        compléter
      </ButtonLink>
    ),
  },
];

function HomePiece() {
  return (
    <>
      <PageHeading
        title="Bonjour, Marie Dupont"
        lead="marie.dupont@academie.example — Division des examens, site Voltaire, 12 rue des Lilas"
      />
      <SearchField
        id="recherche-natures"
        size="lg"
        action={url}
        label="Que se passe-t-il ? De quoi avez-vous besoin ?"
        hint="Par exemple : imprimante, mot de passe, salle trop froide"
      />
      <Alert
        tone="success"
        title="1 demande résolue : est-ce bon ?"
        actions={
          <>
            <ActButton
              action={url}
              csrf={csrf}
              variant="primary"
              size="sm"
              hiddenText="la demande 100093 est résolue"
            >
              Oui
            </ActButton>
            <ButtonLink
              href={url}
              variant="secondary"
              size="sm"
              hiddenText="la demande 100093 n’est pas résolue"
            >
              Non
            </ButtonLink>
          </>
        }
      >
        <p>100093, Messagerie : Boîte pleine</p>
      </Alert>
      <Columns
        asideLabel="Messages"
        aside={
          <Card title="Messages" icon="megaphone">
            <Stack gap="sm">
              <div>
                <p>
                  <strong>Coupure du réseau samedi</strong>
                </p>
                <p>De 8 h à 12 h, site Voltaire.</p>
                <Muted>23/11/2026</Muted>
              </div>
              <div>
                <p>
                  <strong>Nouvelle salle de formation</strong>
                </p>
                <p>À réserver dès maintenant.</p>
                <Muted>20/11/2026</Muted>
              </div>
            </Stack>
          </Card>
        }
      >
        <Grid>
          <Card title="Assistance" icon="tools">
            <LinkGroup
              title="Logicielle"
              icon="window"
              href={url}
              links={['Messagerie', 'Applications métier', 'Mot de passe'].map((label, i) => ({
                label,
                href: `${url}?${String(i)}`,
              }))}
            />
            <LinkGroup
              title="Matérielle"
              icon="window"
              href={url}
              links={['Poste de travail', 'Imprimante', 'Téléphonie'].map((label, i) => ({
                label,
                href: `${url}?m${String(i)}`,
              }))}
            />
          </Card>
          <Card title="Services" icon="tray">
            <LinkGroup
              title="Informatique"
              icon="tools"
              href={url}
              links={['Conseil', 'Pilotage', 'Développement', 'Hébergement site web'].map(
                (label, i) => ({ label, href: `${url}?s${String(i)}` }),
              )}
            />
            <LinkGroup
              title="Électricité, plomberie, menuiserie…"
              icon="home"
              href={url}
              links={[{ label: 'Maintenance du bâtiment', href: `${url}?b` }]}
            />
            <LinkGroup
              title="Aménagement de bureau, livraison…"
              icon="box"
              href={url}
              links={[{ label: 'Logistique', href: `${url}?l` }]}
            />
          </Card>
        </Grid>
      </Columns>
      <Section
        title="Mes demandes"
        id="mes-demandes"
        actions={
          <ButtonLink href={url} icon="plus">
            Nouvelle demande
          </ButtonLink>
        }
      >
        <Tabs
          label="Mes demandes par état"
          tabs={[
            ['En attente', 3],
            ['En cours', 2],
            ['À compléter', 0],
            ['Clôturées', 12],
          ].map(([label, count], index) => ({
            label: String(label),
            href: `${url}?etat=${String(index)}`,
            count: Number(count),
            current: index === 0,
          }))}
        />
        <div class="toolbar">
          <GetForm action={url} label="Nombre de lignes">
            <SelectField
              name="taille"
              label="Afficher"
              emptyLabel={null}
              value="15"
              width="short"
              choices={['15', '30', '50', '100'].map((n) => ({ value: n, label: `${n} éléments` }))}
            />
            <Button variant="secondary">Appliquer</Button>
          </GetForm>
          <SearchField id="q" action={url} label="Rechercher dans le tableau" live />
        </div>
        <Table
          caption="Mes demandes"
          captionHidden
          columns={columns}
          rows={rows}
          rowKey={(row) => row.number}
          rowState={(row) => (row.unread ? 'unread' : undefined)}
        />
        <Pagination current={4} last={12} href={(page) => `${url}?page=${String(page)}`} />
      </Section>
      <EmptyState
        title="Aucune demande"
        action={<ButtonLink href={url}>Signaler un problème</ButtonLink>}
      >
        <p>Vos demandes apparaîtront ici, avec leur état et leur délai.</p>
      </EmptyState>
    </>
  );
}

const errors = [
  {
    field: 'objet',
    message: 'Indiquez l’objet de la demande, par exemple « Écran noir au démarrage ».',
  },
  { field: 'bloque', message: 'Dites si vous êtes bloqué.' },
];

function FormPiece() {
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHeading
        eyebrow="Assistance, Matérielle"
        title="Signaler un problème : Poste de travail"
        lead="Cette demande sera confiée à SYSTEM-RESEAU."
      />
      <Form action={url} csrf={csrf} draftUrl="/brouillon" multipart>
        <TextField
          name="objet"
          label="Objet"
          required
          hint="Quelques mots qui résument."
          error={errors[0]?.message}
        />
        <TextArea
          name="description"
          label="Description"
          required
          hint="Que faisiez-vous ? Que s’est-il passé ?"
          maxLength={10000}
          value={'Bonjour,\nécran noir depuis ce matin.'}
        />
        <RadioGroup
          name="bloque"
          label="Êtes-vous bloqué ?"
          required
          inline
          error={errors[1]?.message}
          choices={[
            { value: 'non', label: 'Non' },
            { value: 'gene', label: 'Gêné' },
            { value: 'oui', label: 'Oui' },
          ]}
        />
        <RadioGroup
          name="qui"
          label="Qui est touché ?"
          value="moi"
          choices={[
            { value: 'moi', label: 'Moi', hint: 'Je suis le seul concerné.' },
            { value: 'service', label: 'Mon service' },
            { value: 'site', label: 'Tout un site' },
          ]}
        />
        <FieldRow>
          <SelectField
            name="site"
            label="Site"
            required
            groups={[
              { label: 'Ville haute', choices: [{ value: 'v', label: 'Voltaire' }] },
              { label: 'Ville basse', choices: [{ value: 'h', label: 'Hugo' }] },
            ]}
          />
          <TextField name="bureau" label="Bureau" required={false} value="B 214" />
          <TextField
            name="telephone"
            label="Téléphone"
            type="tel"
            autocomplete="tel"
            required={false}
          />
        </FieldRow>
        <DateField name="date" label="Date souhaitée" required={false} value="2026-12-01" />
        <CheckboxGroup
          name="jours"
          label="Jours de présence"
          inline
          values={['lundi']}
          choices={['lundi', 'mardi', 'jeudi'].map((value) => ({ value, label: value }))}
        />
        <FileField
          name="fichiers"
          label="Pièces jointes"
          required={false}
          hint="25 Mio au plus par fichier, 100 Mio en tout."
          error="« plan.pdf » pèse 31 Mio ; la limite est de 25 Mio."
          files={shownFiles}
          most={{ bytes: 26_214_400, refusal: '« %name » pèse %size.' }}
          uploadUrl="/fichiers"
          draftUrl="/brouillon"
          signInUrl="/connexion"
          proofUrl="/plan-du-site"
          isMain
        />
        <DraftBar url="/brouillon" savedAt="14:05" />
        <FormActions>
          <Button icon="send">Envoyer la demande</Button>
          <ButtonLink href={url} variant="quiet">
            Annuler
          </ButtonLink>
        </FormActions>
      </Form>
      <NarrowFold id="pli" label="Filtrer et trier" open={false} />
      <Disclosure look="panel" summary="Ce n’est pas cela ?" icon="help">
        <ul>
          <li>
            <Link href={url}>Imprimante</Link>
          </li>
        </ul>
      </Disclosure>
    </>
  );
}

const when = (text: string) => ({ text, iso: '2026-11-23T09:12:00+01:00' });

function TicketPiece() {
  return (
    <>
      <PageHeading
        eyebrow={<CopyNumber number={100131} />}
        title="Écran noir au démarrage"
        tags={
          <>
            <StateTag state="in_progress" />
            <PriorityTag priority="high" />
            <DelayTag tone="soon">45 min</DelayTag>
          </>
        }
        actions={
          <ButtonLink href={url} variant="quiet" icon="print">
            Imprimer
          </ButtonLink>
        }
      />
      <Columns
        asideLabel="La demande en bref"
        aside={
          <>
            <Card title="Demandeur" icon="person">
              <DescriptionList
                items={[
                  { term: 'Nom', value: 'DUPONT Marie' },
                  {
                    term: 'Courriel',
                    value: (
                      <Link href="mailto:marie.dupont@academie.example">
                        marie.dupont@academie.example
                      </Link>
                    ),
                  },
                  { term: 'Site et bureau', value: 'Voltaire, B 214' },
                ]}
              />
            </Card>
            <Card title="Historique" icon="history">
              <Timeline
                label="Historique de la demande"
                items={[
                  {
                    key: 1,
                    icon: 'send',
                    date: '23/11/2026 à 09:12',
                    text: 'Marie DUPONT a envoyé la demande.',
                  },
                  {
                    key: 2,
                    icon: 'transfer',
                    date: '23/11/2026 à 09:12',
                    text: 'Confiée à SYSTEM-RESEAU',
                    detail: 'Parce que la nature est Poste de travail.',
                  },
                  {
                    key: 3,
                    icon: 'hand',
                    date: '23/11/2026 à 09:20',
                    text: 'Nadia BENALI a pris la demande en charge.',
                  },
                ]}
              />
            </Card>
          </>
        }
      >
        <ActBar>
          <ActButton action={url} csrf={csrf} icon="hand" variant="primary">
            Prendre en charge
          </ActButton>
          <ActButton action={url} csrf={csrf} icon="release">
            Libérer
          </ActButton>
          <ActPanel summary="Mettre en attente" icon="pause" id="attente">
            <Form action={url} csrf={csrf}>
              <SelectField
                name="motif"
                label="Motif"
                required
                choices={[{ value: 'f', label: 'Attente fournisseur' }]}
              />
              <FormActions>
                <Button>Mettre en attente</Button>
              </FormActions>
            </Form>
          </ActPanel>
          <ActPanel summary="Réorienter" icon="transfer" id="reorienter" open>
            <Form action={url} csrf={csrf}>
              <SelectField
                name="nature"
                label="Nouvelle nature"
                required
                choices={[{ value: 'f', label: 'Imprimante' }]}
              />
              <FormActions>
                <Button>Réorienter la demande</Button>
              </FormActions>
            </Form>
          </ActPanel>
        </ActBar>
        <Alert tone="warning" title="2 nouvelles réponses depuis que vous avez ouvert cette page">
          <p>Lisez-les avant d’envoyer la vôtre.</p>
        </Alert>
        <StaleHint number={100123} url="/nouveautes" href={url} />
        <Section title="Échanges" id="echanges">
          <Thread>
            <ThreadMessage
              id="m1"
              role="requester"
              author="Marie DUPONT"
              initials="MD"
              date={when('23/11/2026 à 09:12')}
              text={
                'Bonjour,\n\nl’écran reste noir depuis ce matin. J’ai suivi https://aide.example/ecran (sans effet).\n\nMerci !'
              }
            >
              <FileList files={shownFiles} />
            </ThreadMessage>
            <ThreadEvent icon="hand" date={when('09:20')}>
              Nadia BENALI a pris la demande en charge
            </ThreadEvent>
            <ThreadMessage
              id="m2"
              role="agent"
              own
              author="Nadia BENALI"
              initials="NB"
              team="SYSTEM-RESEAU"
              date={when('23/11/2026 à 09:25')}
              text="Bonjour, je regarde cela tout de suite."
            />
            <ThreadNote
              id="n1"
              author="Karim LEROY"
              team="SYSTEM-RESEAU"
              date={when('23/11/2026 à 09:31')}
              text={'Même panne que mardi : câble vidéo.\nVoir le stock avant de se déplacer.'}
            />
            <ThreadMessage
              id="m3"
              role="agent"
              kind="question"
              own
              author="Nadia BENALI"
              initials="NB"
              team="SYSTEM-RESEAU"
              date={when('23/11/2026 à 09:40')}
              text="Le voyant de l’écran est-il orange ou bleu ?"
            />
            <ThreadMessage
              id="m4"
              role="participant"
              author="Paul MARTIN"
              initials="PM"
              date={when('23/11/2026 à 09:45')}
              unread="Nouveau"
              text="Orange chez moi, avec un mot sans aucune espace : anticonstitutionnellementanticonstitutionnellementanticonstitutionnellement."
            />
            <ThreadMessage
              id="m5"
              role="agent"
              kind="resolution"
              own
              author="Nadia BENALI"
              initials="NB"
              team="SYSTEM-RESEAU"
              date={when('23/11/2026 à 10:02')}
              text="Câble remplacé, l’écran fonctionne."
            />
          </Thread>
        </Section>
        <Composer
          kind="reply"
          id="repondre"
          title="Répondre à Marie Dupont"
          audience="Marie Dupont et les participants liront cette réponse."
        >
          <Form action={url} csrf={csrf} draftUrl="/brouillon">
            <TextArea name="reponse" label="Votre réponse" required />
            <DraftBar url="/brouillon" />
            <FormActions>
              <Button icon="send">Envoyer à Marie Dupont</Button>
              <Button variant="secondary" name="puis" value="resoudre">
                Envoyer et résoudre
              </Button>
            </FormActions>
          </Form>
        </Composer>
        <Composer
          kind="note"
          id="noter"
          title="Note interne"
          audience="Seules les équipes la lisent. Marie Dupont ne la verra jamais."
        >
          <Form action={url} csrf={csrf} draftUrl="/brouillon">
            <TextArea name="note" label="Votre note" required rows={3} />
            <FormActions>
              <Button variant="note" icon="lock">
                Garder pour l’équipe
              </Button>
            </FormActions>
          </Form>
        </Composer>
      </Columns>
    </>
  );
}

function ConsolePiece() {
  return (
    <>
      <PageHeading title="Demandes libres de mes équipes" />
      <Tabs
        label="Files"
        tabs={[
          { label: 'Mes demandes', href: `${url}?1`, current: false, count: 4 },
          { label: 'Libres', href: `${url}?2`, current: true, count: 12 },
          {
            label: 'Toutes',
            href: `${url}?3`,
            current: false,
            count: '99+',
            countWords: 'plus de 99',
          },
          { label: 'À compléter', href: `${url}?4`, current: false, count: 3 },
        ]}
      />
      <Table
        caption="Demandes libres"
        captionHidden
        columns={columns.slice(0, -1)}
        rows={rows}
        rowKey={(row) => row.number}
        rowState={(row) => (row.delay[0] === 'late' ? 'late' : undefined)}
      />
      <KeysetPagination nextHref={url} label="Pages de la file" />
    </>
  );
}

function PiecesPiece() {
  return (
    <>
      <PageHeading title="Pièces" lead="Boutons, étiquettes, messages." />
      <Section title="Boutons" id="boutons">
        <Cluster>
          <Button>Principal</Button>
          <Button variant="secondary">Secondaire</Button>
          <Button variant="quiet">Discret</Button>
          <Button variant="danger">Annuler la demande</Button>
          <Button variant="note" icon="lock">
            Garder pour l’équipe
          </Button>
          <Button aria-disabled="true" aria-busy="true">
            Occupé
          </Button>
        </Cluster>
        <Cluster>
          <Button size="sm" icon="plus">
            Petit
          </Button>
          <Button size="sm" variant="secondary">
            Petit
          </Button>
          <Button size="lg">Grand</Button>
          <ButtonLink href={url} variant="secondary" iconEnd="arrowRight">
            Lien
          </ButtonLink>
          <Link href={url} icon="arrowRight">
            Lien simple
          </Link>
        </Cluster>
      </Section>
      <Section title="Étiquettes" id="etiquettes">
        <Cluster>
          {rows.map((row) => (
            <StateTag key={row.number} state={row.state} detail={row.detail} />
          ))}
        </Cluster>
        <Cluster>
          {(['low', 'normal', 'high', 'urgent'] as const).map((priority) => (
            <PriorityTag key={priority} priority={priority} />
          ))}
        </Cluster>
        <Cluster>
          {(['ok', 'soon', 'late', 'paused', 'none'] as const).map((tone) => (
            <DelayTag key={tone} tone={tone}>
              2 jours ouvrés
            </DelayTag>
          ))}
          <Tag tone="note" icon="lock">
            Confidentielle
          </Tag>
          <Badge count={120} words="non lues" />
        </Cluster>
      </Section>
      <Section title="Messages" id="messages">
        <Stack gap="sm">
          {(['info', 'success', 'warning', 'danger'] as const).map((tone) => (
            <Alert key={tone} tone={tone} title="Ce qu’il faut savoir" level={3}>
              <p>
                Une phrase, et <a href={url}>un lien</a>.
              </p>
            </Alert>
          ))}
          <Alert tone="info">
            <p>Sans titre.</p>
          </Alert>
        </Stack>
      </Section>
      <Section title="Suite" id="suite">
        <Steps
          items={[
            'Votre demande est envoyée.',
            'Une personne de SYSTEM-RESEAU la prend en charge.',
            'Vous recevez une réponse ici.',
          ]}
        />
      </Section>
      <Section title="Se connecter" id="se-connecter">
        <Card>
          <Form action={url} csrf={csrf}>
            <TextField name="identifiant" label="Identifiant" autocomplete="username" />
            <PasswordField name="passe" label="Mot de passe" autocomplete="current-password" />
            <FormActions>
              <Button>Se connecter</Button>
            </FormActions>
          </Form>
        </Card>
      </Section>
      <Section title="Texte" id="texte">
        <Prose>
          <p>
            Un texte à lire, avec <a href={url}>un lien</a> et une liste :
          </p>
          <ul>
            <li>d’abord ceci ;</li>
            <li>puis cela.</li>
          </ul>
          <h3>Un titre</h3>
          <p>La suite.</p>
        </Prose>
      </Section>
      <Section title="Cartes" id="cartes">
        <Grid min="sm">
          <Card title="Carte liée" href={url} level={3}>
            <p>Toute la carte mène à la page.</p>
          </Card>
          <Card title="Teintée" tone="tinted" level={3}>
            <p>Texte.</p>
          </Card>
          <Card title="Accentuée" tone="accent" level={3}>
            <p>Texte.</p>
          </Card>
          <Card title="Attention" tone="warning" level={3} icon="warning">
            <p>Texte.</p>
          </Card>
        </Grid>
      </Section>
      <Section title="Dessins" id="dessins">
        <Grid min="sm">
          {iconNames.map((name) => (
            <span key={name}>
              <Icon name={name} /> {name}
            </span>
          ))}
        </Grid>
      </Section>
    </>
  );
}

/** The pages of the gallery by name, for one set of assets. */
export function galleryPages(assets: AssetLookup): Record<string, VNode> {
  const page = (ctx: PageContext, title: string, children: ComponentChildren, more = {}) => (
    <Page ctx={ctx} title={title} current="home" {...more}>
      {children}
    </Page>
  );
  const ctx = contextFor(assets);
  const requester = contextFor(assets, {
    person: {
      id: 2,
      login: 'marie.dupont',
      firstName: 'Marie',
      lastName: 'DUPONT',
      isAgent: false,
      isAdministrator: false,
    },
    flash: { tone: 'success', text: 'Votre complément est envoyé à SYSTEM-RESEAU.' },
    preferences: usualPreferences,
    frame: { unreadCount: 0, incidents: [] },
  });
  const crumbs = [{ label: 'Assistance', href: url }];
  return {
    accueil: page(requester, 'Accueil', <HomePiece />),
    formulaire: page(requester, 'Signaler un problème', <FormPiece />, {
      hasErrors: true,
      breadcrumb: crumbs,
      current: 'assistance',
      width: 'narrow',
    }),
    demande: page(ctx, 'Demande 100131', <TicketPiece />, {
      breadcrumb: [{ label: 'Console', href: url }],
      current: 'console',
      width: 'wide',
      console: true,
    }),
    console: page(ctx, 'Console', <ConsolePiece />, {
      current: 'console',
      width: 'wide',
      density: 'compact',
      console: true,
    }),
    pieces: page(contextFor(assets, { person: null }), 'Pièces', <PiecesPiece />, {
      current: 'none',
    }),
  };
}
