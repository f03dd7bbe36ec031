import type { StorySeed } from './story.ts';

/** Tickets of the building, logistics and triage teams. */
export const generalStories = [
  {
    key: 'waterLeak',
    at: '20 min',
    requester: 'agathe.vernet',
    category: 'maintenance-du-batiment',
    subject: 'Fuite d’eau au plafond du bureau 215',
    description:
      'De l’eau goutte du plafond, à un mètre de l’armoire électrique du couloir. J’ai posé une poubelle dessous et prévenu l’accueil.',
    answers: { domaine: 'plomberie', lieu: { site: 'SIEGE', room: '215' }, danger: true },
    files: [{ name: 'fuite-plafond-215.png', field: 'photo' }],
  },
  {
    key: 'lock',
    at: 'J-1 13:35',
    requester: 'elie.castagnier',
    category: 'maintenance-du-batiment',
    subject: 'La serrure du bureau 226 tourne dans le vide',
    description:
      'La clé tourne sans fermer. Le bureau contient des dossiers du personnel : nous devons pouvoir le fermer le soir.',
    answers: { domaine: 'menuiserie', lieu: { site: 'SIEGE', room: '226' }, danger: false },
  },
  {
    key: 'heating',
    at: 'J-5 08:10',
    requester: 'rosalie.n-diaye',
    category: 'maintenance-du-batiment',
    subject: 'Quinze degrés dans les bureaux d’accueil',
    description:
      'Les radiateurs du rez-de-chaussée sont froids depuis deux jours : 15 °C ce matin. Nous recevons du public toute la journée.',
    answers: {
      domaine: 'chauffage',
      lieu: { site: 'BRISSANGES', room: 'accueil' },
      temperature: 15,
    },
    steps: [
      { at: 'J-5 08:40', by: 'yannick.le-goazec', act: 'take' },
      { at: 'J-5 08:41', by: 'yannick.le-goazec', act: 'setPriority', priority: 'high' },
      {
        at: 'J-5 14:05',
        by: 'yannick.le-goazec',
        act: 'reply',
        text: 'Bonjour Rosalie, la pompe de la chaudière est grippée. Quatre radiateurs électriques vous sont livrés cet après-midi ; le chauffagiste passe demain.',
      },
      {
        at: 'J-2 09:15',
        by: 'rosalie.n-diaye',
        act: 'complete',
        text: 'Bonjour, le chauffagiste est passé et il fait de nouveau chaud à l’accueil, mais la salle d’entretien (bureau 14) reste froide.',
      },
    ],
  },
  {
    key: 'painting',
    at: 'J-13 11:00',
    requester: 'malo.kerdoncuff',
    category: 'maintenance-du-batiment',
    subject: 'Repeindre le bureau B02 après un dégât des eaux',
    description:
      'Le mur nord du bureau B02 a séché depuis la fuite de septembre ; il reste une grande auréole et la peinture s’écaille.',
    answers: { domaine: 'autre', lieu: { site: 'PONTERAC', room: 'B02' }, danger: false },
    steps: [
      { at: 'J-12 09:20', by: 'solange.mercadier', act: 'take' },
      { at: 'J-12 09:21', by: 'solange.mercadier', act: 'setPriority', priority: 'low' },
      {
        at: 'J-12 09:30',
        by: 'solange.mercadier',
        act: 'hold',
        reason: 'autre-service',
        text: 'Bonjour Malo, l’assurance doit constater les dégâts avant que nous repeignions. La division des affaires financières organise le rendez-vous et vous préviendra.',
      },
    ],
  },
  {
    key: 'nadiaDesk',
    at: 'J-1 15:55',
    requester: 'nadia.benali',
    category: 'logistique',
    subject: 'Deux armoires à déplacer du R03 au R05',
    description:
      'Le bureau R03 accueille une troisième personne la semaine prochaine. Pouvez-vous déplacer deux armoires (vidées) dans le R05 ?',
    answers: {
      prestations: ['demenagement'],
      quantite: 2,
      arrivee: { site: 'SIEGE', room: 'R05' },
    },
  },
  {
    key: 'examParcels',
    at: 'J-2 08:30',
    requester: 'philippine.roche-vial',
    category: 'logistique',
    subject: 'Enlèvement de 46 cartons de copies',
    description:
      'Les 46 cartons de copies de la session de remplacement sont prêts, sous scellés, au rez-de-chaussée. Ils doivent être à Clairval avant la fin de la semaine. Une signature est exigée au départ et à l’arrivée.',
    answers: {
      prestations: ['transport'],
      quantite: 46,
      arrivee: { site: 'SIEGE', room: 'quai de livraison' },
      pour_le: { days: 4 },
    },
    steps: [
      { at: 'J-2 09:00', by: 'hugo.petit', act: 'take' },
      {
        at: 'J-1 10:40',
        by: 'hugo.petit',
        act: 'reply',
        text: 'Bonjour Philippine, le camion passe demain entre 9 h et 10 h, avec Léandre Jolivet. Il aura sa carte professionnelle et le bordereau à signer.',
        files: [{ name: 'bordereau-à-signer.txt' }],
      },
    ],
  },
  {
    key: 'brokenWindow',
    at: 'J-1 09:15',
    requester: 'victoire.hamelin',
    category: 'maintenance-du-batiment',
    subject: 'Vitre fendue côté quai',
    description:
      'La vitre du bureau 2, côté quai, s’est fendue avec le vent de cette nuit. Elle tient, mais l’air passe.',
  },
  {
    key: 'unknownForm',
    at: '70 min',
    requester: 'octave.bellanger',
    category: 'je-ne-sais-pas',
    subject: 'À qui demander une nouvelle carte professionnelle ?',
    description:
      'Ma carte professionnelle arrive à échéance le mois prochain. Je ne trouve pas à quelle rubrique cela correspond.',
    blocked: 'no',
    impact: 'me',
  },
  {
    key: 'transferredShare',
    at: 'J-2 11:35',
    requester: 'sacha.vidalenc',
    category: 'je-ne-sais-pas',
    subject: 'Les brochures ont disparu de mon ordinateur',
    description:
      'Toutes les brochures d’orientation que nous rangions dans « Commun > Brochures » ont disparu. Je ne sais pas si c’est mon ordinateur ou autre chose.',
    blocked: 'hindered',
    impact: 'unit',
    steps: [
      {
        at: 'J-2 11:50',
        by: 'matthis.barrere',
        act: 'transfer',
        category: 'fichiers-partages',
        text: 'Dossier commun et non poste : ses deux collègues ont le même manque.',
      },
      { at: 'J-2 13:30', by: 'nadia.benali', act: 'take' },
      {
        at: 'J-2 13:48',
        by: 'nadia.benali',
        act: 'reply',
        text: 'Bonjour Sacha, le dossier a été glissé par mégarde dans « Archives ». Je vérifie que rien ne manque avant de le remettre à sa place : vous pouvez déjà consulter les brochures depuis cet endroit.',
      },
    ],
  },
] as const satisfies readonly StorySeed[];
