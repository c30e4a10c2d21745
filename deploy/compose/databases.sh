#!/bin/sh
# Makes the four databases and their roles; repeatable. The six roles of a service share one
# password here, because one process holds them all.
set -eu

setup() {
  service=$1
  password=$2
  database=florin_$service
  case $password in
    '' | *[\'\&\|\\]*)
      echo "the password of $service is empty or has one of ' & | \\" >&2
      exit 1
      ;;
  esac
  if [ "$(psql -XAtc "select count(*) from pg_database where datname = '$database'")" = 0 ]; then
    psql -Xqc "create database $database"
  fi
  sed -e "s|\${service}|$service|g" -e "s|\${[a-z]*_password}|$password|g" /bootstrap.sql |
    psql -Xq -v ON_ERROR_STOP=1 -d "$database"
  echo "$database is ready"
}

setup accounts "$ACCOUNTS_DATABASE_PASSWORD"
setup transactions "$TRANSACTIONS_DATABASE_PASSWORD"
setup provider_sync "$PROVIDER_SYNC_DATABASE_PASSWORD"
setup planning "$PLANNING_DATABASE_PASSWORD"
