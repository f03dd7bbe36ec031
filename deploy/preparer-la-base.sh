#!/bin/sh
# Les deux rôles et la base, au premier démarrage du PostgreSQL de compose.yaml.
set -eu
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres \
  --set=proprietaire="$MOT_DE_PASSE_PROPRIETAIRE" --set=application="$MOT_DE_PASSE_APPLICATION" <<'SQL'
create role cds_proprietaire login password :'proprietaire';
create role cds_application login password :'application';
create database centre_de_services owner cds_proprietaire template template0
  encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C';
SQL
