import type { FormDeclaration } from '../../src/domain/catalogue/form.ts';

/** What is asked about what one can touch. */
export const hardwareForms: Readonly<Record<string, FormDeclaration>> = {
  'poste-de-travail': [
    {
      kind: 'choice',
      code: 'materiel',
      label: 'Matériel',
      required: true,
      choices: [
        { value: 'fixe', label: 'Ordinateur fixe' },
        { value: 'portable', label: 'Ordinateur portable' },
        { value: 'station', label: 'Station d’accueil' },
      ],
    },
    {
      kind: 'text',
      code: 'numero_inventaire',
      label: 'Numéro d’inventaire',
      help: 'Sur l’étiquette blanche, sous l’appareil, par exemple PC-20417.',
      longest: 40,
    },
    {
      kind: 'number',
      code: 'autonomie',
      label: 'Autonomie sans le chargeur',
      min: 0,
      max: 1440,
      unit: 'minutes',
      shownWhen: { op: 'is', field: 'materiel', value: 'portable' },
    },
  ],
  'salle-de-reunion': [
    {
      kind: 'place',
      code: 'salle',
      label: 'Quelle salle ?',
      required: true,
      defaultFrom: 'site',
    },
    {
      kind: 'choices',
      code: 'equipements',
      label: 'Ce qui est en cause',
      required: true,
      choices: [
        { value: 'videoprojecteur', label: 'Vidéoprojecteur ou grand écran' },
        { value: 'son', label: 'Son' },
        { value: 'visio', label: 'Caméra ou micro de visioconférence' },
        { value: 'tableau', label: 'Tableau interactif' },
      ],
    },
    {
      kind: 'date',
      code: 'prochaine_reunion',
      label: 'Prochaine réunion dans cette salle',
      earliest: 0,
      latest: 365,
    },
  ],
  'materiel-perdu-ou-vole': [
    {
      kind: 'choice',
      code: 'materiel',
      label: 'Matériel',
      required: true,
      choices: [
        { value: 'portable', label: 'Ordinateur portable' },
        { value: 'telephone', label: 'Téléphone ou tablette' },
        { value: 'cle', label: 'Clé ou badge' },
        { value: 'autre', label: 'Autre' },
      ],
    },
    {
      kind: 'date',
      code: 'constate_le',
      label: 'Constaté le',
      required: true,
      earliest: -365,
      latest: 0,
    },
    { kind: 'yes_no', code: 'vole', label: 'S’agit-il d’un vol ?', required: true },
    {
      kind: 'yes_no',
      code: 'plainte',
      label: 'Avez-vous déposé plainte ?',
      help: 'Le dépôt de plainte est nécessaire au remplacement.',
      required: true,
      shownWhen: { op: 'is', field: 'vole', value: 'oui' },
    },
    {
      kind: 'file',
      code: 'recepisse',
      label: 'Récépissé du dépôt de plainte',
      help: 'Une photo suffit, si chaque page est lisible.',
      required: true,
      shownWhen: { op: 'is', field: 'plainte', value: 'oui' },
    },
    {
      kind: 'long_text',
      code: 'donnees',
      label: 'Données que l’appareil contenait',
      help: 'Dossiers, noms, mots de passe enregistrés : nous saurons quoi protéger d’abord.',
      shownWhen: {
        op: 'or',
        conditions: [
          { op: 'is', field: 'materiel', value: 'portable' },
          { op: 'is', field: 'materiel', value: 'telephone' },
        ],
      },
    },
  ],
};
