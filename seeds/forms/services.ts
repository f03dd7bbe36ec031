import type { FormDeclaration } from '../../src/domain/catalogue/form.ts';

/** What is asked for a service to be rendered. */
export const servicesForms: Readonly<Record<string, FormDeclaration>> = {
  developpement: [
    {
      kind: 'long_text',
      code: 'attendu',
      label: 'Ce que l’application devra permettre',
      help: 'Qui fera quoi, étape par étape, et ce qui se fait aujourd’hui à la main.',
      required: true,
    },
    {
      kind: 'number',
      code: 'utilisateurs',
      label: 'Nombre de personnes qui s’en serviront',
      min: 1,
      max: 100_000,
      unit: 'personnes',
      isWhole: true,
    },
    {
      kind: 'date',
      code: 'pour_le',
      label: 'Nécessaire pour le',
      help: 'Laissez vide si rien ne presse.',
      earliest: 0,
      latest: 1095,
    },
    {
      kind: 'person',
      code: 'referent',
      label: 'Référent dans votre service',
      help: 'La personne qui répondra à nos questions, si ce n’est pas vous.',
    },
    {
      kind: 'file',
      code: 'documents',
      label: 'Documents utiles',
      help: 'Le tableau utilisé aujourd’hui, un croquis, un exemple.',
    },
  ],
  'hebergement-site-web': [
    {
      kind: 'choice',
      code: 'operation',
      label: 'Opération',
      required: true,
      choices: [
        { value: 'ouvrir', label: 'Ouvrir un site' },
        { value: 'deplacer', label: 'Déplacer un site' },
        { value: 'fermer', label: 'Fermer un site' },
      ],
    },
    {
      kind: 'text',
      code: 'adresse',
      label: 'Adresse du site',
      help: 'Celle qui existe ou celle que vous souhaitez, par exemple journee-metiers.exemple.fr.',
      required: true,
    },
    {
      kind: 'number',
      code: 'espace',
      label: 'Espace nécessaire',
      min: 0.5,
      max: 500,
      unit: 'Gio',
      shownWhen: {
        op: 'not',
        condition: { op: 'is', field: 'operation', value: 'fermer' },
      },
    },
    {
      kind: 'text',
      code: 'service',
      label: 'Service responsable du contenu',
      required: true,
      defaultFrom: 'organisation_unit',
    },
  ],
  'maintenance-du-batiment': [
    {
      kind: 'choice',
      code: 'domaine',
      label: 'De quoi s’agit-il ?',
      required: true,
      choices: [
        { value: 'electricite', label: 'Électricité, éclairage' },
        { value: 'plomberie', label: 'Eau, sanitaires' },
        { value: 'chauffage', label: 'Chauffage, climatisation' },
        { value: 'menuiserie', label: 'Porte, serrure, fenêtre' },
        { value: 'autre', label: 'Autre' },
      ],
    },
    {
      kind: 'place',
      code: 'lieu',
      label: 'Où faut-il intervenir ?',
      required: true,
      defaultFrom: 'site_and_room',
    },
    {
      kind: 'yes_no',
      code: 'danger',
      label: 'Y a-t-il un danger pour quelqu’un ?',
      help: 'Fil nu, sol glissant, vitre qui menace de tomber : prévenez aussi l’accueil du site.',
      required: true,
      shownWhen: {
        op: 'and',
        conditions: [
          { op: 'filled', field: 'domaine' },
          { op: 'not', condition: { op: 'is', field: 'domaine', value: 'chauffage' } },
        ],
      },
    },
    {
      kind: 'number',
      code: 'temperature',
      label: 'Température dans la pièce',
      min: -10,
      max: 50,
      unit: '°C',
      shownWhen: { op: 'is', field: 'domaine', value: 'chauffage' },
    },
    {
      kind: 'file',
      code: 'photo',
      label: 'Photo de ce qui ne va pas',
      help: 'Prise d’assez loin pour reconnaître l’endroit.',
    },
  ],
  logistique: [
    {
      kind: 'choices',
      code: 'prestations',
      label: 'Ce que vous demandez',
      required: true,
      choices: [
        { value: 'mobilier', label: 'Mobilier' },
        { value: 'demenagement', label: 'Déménagement' },
        { value: 'transport', label: 'Livraison, enlèvement' },
        { value: 'fournitures', label: 'Fournitures' },
        { value: 'salle', label: 'Préparation d’une salle' },
      ],
    },
    {
      kind: 'number',
      code: 'quantite',
      label: 'Combien d’objets, de cartons ou de places ?',
      min: 1,
      max: 10_000,
      isWhole: true,
    },
    {
      kind: 'place',
      code: 'arrivee',
      label: 'Lieu d’arrivée',
      required: true,
      shownWhen: {
        op: 'or',
        conditions: [
          { op: 'holds', field: 'prestations', value: 'demenagement' },
          { op: 'holds', field: 'prestations', value: 'transport' },
        ],
      },
    },
    { kind: 'date', code: 'pour_le', label: 'Pour le', earliest: 0, latest: 365 },
    {
      kind: 'person',
      code: 'sur_place',
      label: 'Personne à voir sur place',
      help: 'Si ce n’est pas vous.',
      shownWhen: { op: 'filled', field: 'prestations' },
    },
  ],
};
