# shellcheck shell=bash
# Certificates end. The authority's are renewed by Caddy, the operator's own by another run with other files.
# shellcheck disable=SC2154,SC2016 # world.sh; and what is expanded by others

# Caddy looks every ten minutes whether something ends soon; here it looks every two seconds, and the machine's clock goes
# ahead by most of the certificate's life. Everything between is Caddy's, with the configuration that stands there.
first=$(shown)
on registry 'sudo sed -i "s/^  admin off/  admin off\n  renew_interval 2s/" /etc/quayside/caddy/Caddyfile && sudo docker restart quayside-caddy >/dev/null' </dev/null
until_true 30 "Caddy is there again" eval '[ -n "$(shown)" ]'
[ "$(shown)" = "$first" ] || fail "a new start showed another certificate"
on registry "sudo date -s '+55 minutes'" </dev/null >/dev/null
until_true 90 "another certificate is shown" eval '[ -n "$(shown)" ] && [ "$(shown)" != "$first" ]'
on registry "sudo date -u -s @$(date +%s)" </dev/null >/dev/null
has "$(hand here)" 'door Guarded' "the registry works behind the new certificate"
tell "renewed by itself: $(head -n 1 <<<"$first") became $(shown | head -n 1)"

for round in first second; do
    issue own "$host" "DNS:$host"
    has "$(hand tls TARGETS="debian@$registry" CERTIFICATE="$acme/own.pem" PRIVATE_KEY="$acme/own.key")" 'issuer: "Test root"' "the operator's own files, $round"
    [ "$(shown | head -n 1)" = "$(openssl x509 -noout -serial -in "$acme/own.pem")" ] || fail "the $round own certificate is not the one that is shown"
    has "$(hand here)" 'door Guarded' "the registry works behind the $round own certificate"
done
[ "$(on registry 'sudo sh -c "stat -c %a /etc/quayside /etc/quayside/caddy /etc/quayside/caddy/key.pem"' </dev/null | paste -sd ' ')" = "700 700 600" ] || fail "others may read the private key"
tell "the operator's own files, and others in their place"
