-- Percentiles of pay by role, city, dept's, as `payband survey` makes them: --rule 5/5/25, --weight incumbent, --percentile-method r7.
-- Not used are rows without a value to group by, without readable pay, with a range that has one end, with pay by the day, and in a currency without a rate.
-- Repeated rows are used, and so is pay that is far from the other.
-- Amounts are whole numbers of 0.00000001 USD a year, so that sums and ranks are exact.
--
-- First make the mapping tables of the distinct texts, with the pack china-healthcare-it-2025:
--
-- COPY (SELECT DISTINCT coalesce(file."job ""title""", '') AS "title" FROM read_csv('rows.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'''company''': 'VARCHAR', 'job "title"': 'VARCHAR', 'city\': 'VARCHAR', 'pay, "K" \''
-- DROP TABLE x; -- ': 'VARCHAR', 'dept''s': 'VARCHAR', 'head count': 'VARCHAR', 'currency': 'VARCHAR', 'N': 'VARCHAR'}) AS file) TO 'distinct-titles.csv' (HEADER);
-- COPY (SELECT DISTINCT coalesce(file."city\", '') AS "place" FROM read_csv('rows.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'''company''': 'VARCHAR', 'job "title"': 'VARCHAR', 'city\': 'VARCHAR', 'pay, "K" \''
-- DROP TABLE x; -- ': 'VARCHAR', 'dept''s': 'VARCHAR', 'head count': 'VARCHAR', 'currency': 'VARCHAR', 'N': 'VARCHAR'}) AS file) TO 'distinct-places.csv' (HEADER);
-- COPY (SELECT DISTINCT coalesce(file."pay, ""K"" \'
-- DROP TABLE x; -- ", '') AS "pay, ""K"" \' DROP TABLE x; -- ", coalesce(file."currency", '') AS "currency" FROM read_csv('rows.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'''company''': 'VARCHAR', 'job "title"': 'VARCHAR', 'city\': 'VARCHAR', 'pay, "K" \''
-- DROP TABLE x; -- ': 'VARCHAR', 'dept''s': 'VARCHAR', 'head count': 'VARCHAR', 'currency': 'VARCHAR', 'N': 'VARCHAR'}) AS file) TO 'distinct-pay.csv' (HEADER);
-- payband price distinct-titles.csv --role-column title --level-column none --years-column none --city-column none --salary-column none --columns market_role_id,market_role,market_level_id,market_level,market_status -o mapped-titles.csv
-- payband price distinct-places.csv --city-column 1 --columns market_city_id,market_city,market_status -o mapped-places.csv
-- payband price distinct-pay.csv --salary-column 1 --currency-column 2 --salary-high-column none --pay-period-column none --months-column none --fte-column none --country-column none --currency USD --pay-element base --pay-currency CNY --pay-period year --columns pay_low,pay_high,pay_currency,pay_period,pay_annual,market_status -o mapped-pay.csv
WITH
source AS (
  SELECT
    coalesce(file."job ""title""", '') AS title,
    coalesce(file."pay, ""K"" \'
DROP TABLE x; -- ", '') AS pay,
    coalesce(file."currency", '') AS currency,
    coalesce(file."city\", '') AS place,
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(translate(coalesce(file."'company'", ''), '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　', '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~ ')), '\([^()]*\p{L}\p{L}[^()]*\)', ' ', 'g'), '[.''’‘`´·]', '', 'g'), '[^\p{L}\p{M}\p{N}]+', ' ', 'g'), '^ +| +$', '', 'g'), '(?: (?:ab|ag|aktiengesellschaft|and|aps|as|asa|bhd|bv|co|company|companies|coltd|corp|corporation|doo|et|ek|ev|gesmbh|gmbh|group|grp|gruppe|groupe|grupo|holding|holdings|inc|incorporated|jsc|kft|kg|kgaa|kk|lda|limited|llc|llp|lp|ltd|ltda|mbh|nv|ohg|ooo|oy|oyj|pbc|plc|pllc|private|pt|pte|pty|pvt|sa|sab|sarl|sas|sdn|se|sl|spa|sro|srl|srls|tbk|ug|und|zrt))+$', '', 'g'), '^the (.)', '\1', 'g'), ' ', '', 'g'), '(.)(?:有限责任公司|有限責任公司|有限公司|有限会社|株式会社|주식회사|有限合伙|合伙企业|总公司|總公司|公司|集团|集團|控股|股份|中国|中國|그룹|㈱)+$', '\1', 'g'), '^(?:某.*|x{2,}\p{Han}*|(?:company|client|employer|firm|organisation|organization|enterprise|institution|name|unternehmen|firma|arbeitgeber|entreprise|empresa|公司|企业|企業|单位|單位|机构|雇主|客户|名称|集团)*(?:alllevels|anon|anonym|anonymised|anonymized|anonymous|any|anylevel|aucun|aucune|blank|confidencial|confidential|confidentiel|desconocida|desconocido|dummy|empty|hidden|inconnu|keine|keineangabe|masked|misc|miscellaneous|missing|multiple|na|nan|nil|ninguna|ninguno|no|noanswer|nodata|nolevel|nondisclosed|none|nonprécisé|nonrenseigné|noresponse|not|notapplicable|notavailable|notdisclosed|notentered|notgiven|notknown|notnamed|notprovided|notreported|notspecified|notstated|notsure|null|other|others|placeholder|prefernottosay|private|rathernotsay|redacted|sconosciuto|secret|strictlyconfidential|tba|tbc|tbd|tobeconfirmed|tobedetermined|unbekannt|undisclosed|unk|unknown|unnamed|unspecified|unstated|various|vertraulich|void|withheld|不便透露|不公开|不明|不詳|不详|不透露|佚名|保密|其他|其它|匿名|待定|无|暂无|暫無|未公开|未公開|未填|未填写|未披露|未提供|未知|未设置|未说明|未透露|机密|機密|沒有|没有|無|空|非公開|비공개)?(?:company|client|employer|firm|organisation|organization|enterprise|institution|name|unternehmen|firma|arbeitgeber|entreprise|empresa|公司|企业|企業|单位|單位|机构|雇主|客户|名称|集团)*)$', '', 'g') AS organisation,
    CAST(1 AS HUGEINT) AS people,
    regexp_replace(coalesce(file."dept's", ''), '^[\s\p{Z}\x{85}\x{0b}]+|[\s\p{Z}\x{85}\x{0b}]+$', '', 'g') AS column_3
  FROM read_csv('rows.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'''company''': 'VARCHAR', 'job "title"': 'VARCHAR', 'city\': 'VARCHAR', 'pay, "K" \''
DROP TABLE x; -- ': 'VARCHAR', 'dept''s': 'VARCHAR', 'head count': 'VARCHAR', 'currency': 'VARCHAR', 'N': 'VARCHAR'}) AS file
),
rates AS (
  SELECT 'CNY' AS currency, CAST(10000 AS HUGEINT) AS numerator, CAST(70867 AS HUGEINT) AS denominator
  UNION ALL SELECT 'USD' AS currency, CAST(1 AS HUGEINT) AS numerator, CAST(1 AS HUGEINT) AS denominator
),
titles AS (
  SELECT DISTINCT coalesce(COLUMNS(*), '') FROM read_csv('mapped-titles.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'title': 'VARCHAR', 'market_role_id': 'VARCHAR', 'market_role': 'VARCHAR', 'market_level_id': 'VARCHAR', 'market_level': 'VARCHAR', 'market_status': 'VARCHAR'})
),
places AS (
  SELECT DISTINCT coalesce(COLUMNS(*), '') FROM read_csv('mapped-places.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'place': 'VARCHAR', 'market_city_id': 'VARCHAR', 'market_city': 'VARCHAR', 'market_status': 'VARCHAR'})
),
pay AS (
  SELECT DISTINCT coalesce(COLUMNS(*), '') FROM read_csv('mapped-pay.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'pay': 'VARCHAR', 'currency': 'VARCHAR', 'pay_low': 'VARCHAR', 'pay_high': 'VARCHAR', 'pay_currency': 'VARCHAR', 'pay_period': 'VARCHAR', 'pay_annual': 'VARCHAR', 'market_status': 'VARCHAR'})
),
stated AS (
  SELECT
    titles.market_role_id AS key_1,
    titles.market_role AS name_1,
    places.market_city_id AS key_2,
    places.market_city AS name_2,
    source.column_3 AS key_3,
    source.organisation AS organisation,
    source.people AS people,
    pay.pay_currency AS currency,
    CAST(CAST(nullif(pay.pay_annual, '') AS DECIMAL(28, 8)) * 100000000 AS HUGEINT) AS annual
  FROM source
  LEFT JOIN titles ON titles.title = source.title
  LEFT JOIN places ON places.place = source.place
  LEFT JOIN pay ON pay.pay = source.pay AND pay.currency = source.currency
  WHERE CASE
    WHEN coalesce(titles.market_status, '') = '' THEN error('a row is not in mapped-titles.csv: make the mapping tables again')
    WHEN coalesce(places.market_status, '') = '' THEN error('a row is not in mapped-places.csv: make the mapping tables again')
    WHEN coalesce(pay.market_status, '') = '' THEN error('a row is not in mapped-pay.csv: make the mapping tables again')
    ELSE titles.market_status <> 'total-row'
      AND titles.market_role_id <> ''
      AND places.market_city_id <> ''
      AND coalesce(titles.market_level_id, '') <> 'intern'
      AND source.people BETWEEN 1 AND 1000000000
      AND pay.pay_annual <> ''
      AND pay.pay_low <> ''
      AND pay.pay_period <> 'day'
  END
),
used_rows AS (
  SELECT
    stated.key_1 AS key_1,
    stated.key_2 AS key_2,
    stated.key_3 AS key_3,
    stated.name_1 AS name_1,
    stated.name_2 AS name_2,
    stated.organisation AS organisation,
    stated.people AS people,
    CASE WHEN coalesce(rates.currency, '') <> '' THEN (2 * (stated.annual * rates.numerator) + rates.denominator) // (2 * rates.denominator) END AS amount
  FROM stated LEFT JOIN rates ON rates.currency = stated.currency
),
organisations AS (
  SELECT key_1, key_2, key_3, organisation, sum(used_rows.people) AS people, sum(used_rows.people * used_rows.amount) AS pay
  FROM used_rows WHERE amount IS NOT NULL GROUP BY key_1, key_2, key_3, organisation
),
sizes AS (
  SELECT key_1, key_2, key_3, sum(people) AS n, sum(CAST(1 AS HUGEINT)) AS organisations, max(people) AS largest
  FROM organisations GROUP BY key_1, key_2, key_3
),
ruled AS (
  SELECT key_1, key_2, key_3, n, organisations, largest,
    CASE WHEN n < 5 THEN 'few-rows' WHEN organisations < 5 THEN 'few-organisations' WHEN largest * 100 > n * 25 THEN 'largest-share' ELSE '' END AS reason
  FROM sizes
),
small AS (
  SELECT sum(CAST(1 AS HUGEINT)) AS groups, min(n) AS least, max(n) AS most
  FROM ruled WHERE n < 5
),
candidates AS (
  SELECT key_1, key_2, key_3, n,
    rank() OVER (PARTITION BY CASE WHEN n < 5 THEN 0 ELSE 1 END
      ORDER BY CASE WHEN n < 5 THEN 0 WHEN reason = '' THEN 2 ELSE 1 END, CASE WHEN n < 5 THEN 0 ELSE n END) AS loss
  FROM ruled
),
exchangeable AS (
  SELECT key_1, key_2, key_3, n, groups, row_number() OVER (ORDER BY key_1, key_2, key_3) AS place, count(*) OVER () AS places
  FROM candidates CROSS JOIN small
  WHERE loss = 1 AND (groups = 1 OR most = 1 OR least = 4)
),
pairs AS (
  SELECT key_1, key_2, key_3, n, CASE WHEN groups > 1 THEN 0 WHEN (place - 1) // 2 < places // 2 THEN (place - 1) // 2 ELSE (place - 1) // 2 - 1 END AS pair
  FROM exchangeable
),
hidden AS (
  SELECT key_1, key_2, key_3 FROM pairs
  WHERE pair IN (SELECT pair FROM pairs WHERE n < 5)
    AND (SELECT count(*) FROM pairs WHERE n >= 5) > 0
),
disclosed AS (
  SELECT key_1, key_2, key_3, n, organisations, largest, (n >= 10 AND organisations >= 10) AS has_tails,
    CASE WHEN (key_1, key_2, key_3) IN (SELECT key_1, key_2, key_3 FROM hidden) THEN 'protects-another-group' ELSE reason END AS reason
  FROM ruled
),
amounts AS (
  SELECT key_1, key_2, key_3, used_rows.amount AS amount, sum(used_rows.people) AS people
  FROM used_rows WHERE used_rows.amount IS NOT NULL GROUP BY key_1, key_2, key_3, used_rows.amount
),
ranked AS (
  SELECT key_1, key_2, key_3, amount, sum(people) OVER (PARTITION BY key_1, key_2, key_3 ORDER BY amount) AS up_to
  FROM amounts
),
percents AS (
  SELECT 10 AS percent UNION ALL SELECT 25 AS percent UNION ALL SELECT 50 AS percent UNION ALL SELECT 75 AS percent UNION ALL SELECT 90 AS percent
),
wanted AS (
  SELECT key_1, key_2, key_3, percent, least(greatest((n - 1) * percent + 100, CAST(100 AS HUGEINT)), n * 100) AS rank_100
  FROM disclosed CROSS JOIN percents WHERE reason = '' AND (has_tails OR percent BETWEEN 25 AND 75)
),
neighbours AS (
  SELECT key_1, key_2, key_3, percent, rank_100 % 100 AS part,
    min(CASE WHEN up_to >= rank_100 // 100 THEN amount END) AS lower_amount,
    min(CASE WHEN up_to > rank_100 // 100 THEN amount END) AS upper_amount
  FROM wanted JOIN ranked USING (key_1, key_2, key_3)
  GROUP BY key_1, key_2, key_3, percent, rank_100
),
percentile_values AS (
  SELECT key_1, key_2, key_3, percent, lower_amount * 100 + CASE WHEN part = 0 THEN 0 ELSE (upper_amount - lower_amount) * part END AS value
  FROM neighbours
),
percentiles AS (
  SELECT key_1, key_2, key_3,
    max(CASE WHEN percent = 10 THEN value END) AS p10,
    max(CASE WHEN percent = 25 THEN value END) AS p25,
    max(CASE WHEN percent = 50 THEN value END) AS p50,
    max(CASE WHEN percent = 75 THEN value END) AS p75,
    max(CASE WHEN percent = 90 THEN value END) AS p90
  FROM percentile_values GROUP BY key_1, key_2, key_3
),
means AS (
  SELECT key_1, key_2, key_3, (2 * pay + (people * 1000000)) // (2 * (people * 1000000)) AS mean_cents
  FROM (SELECT key_1, key_2, key_3, sum(organisations.pay) AS pay, sum(organisations.people) AS people FROM organisations GROUP BY key_1, key_2, key_3) AS sums
),
numbers AS (
  SELECT DISTINCT CAST(disclosed.n AS BIGINT) AS n FROM disclosed WHERE reason = '' AND disclosed.n >= 6
),
below AS (
  SELECT n, unnest(range(greatest(0, CAST(floor(n / 2 - 6 * sqrt(n)) AS BIGINT)), CAST(n // 2 AS BIGINT) + 1)) AS k FROM numbers
),
binomial AS (
  SELECT n, k,
    sum(exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * ln(2))) OVER (PARTITION BY n ORDER BY k) AS probability
  FROM below
),
interval_ranks AS (
  SELECT n AS rows_of_group, max(k) + 1 AS low_rank, max(n) - max(k) AS high_rank, 1 - 2 * max(probability) AS coverage
  FROM binomial WHERE probability <= 0.025 GROUP BY n
),
intervals AS (
  SELECT key_1, key_2, key_3, max(of_group.coverage) AS coverage, max(of_group.low_rank) AS first_rank,
    min(CASE WHEN up_to >= low_rank THEN amount END) AS low_amount,
    min(CASE WHEN up_to >= high_rank THEN amount END) AS high_amount
  FROM (SELECT key_1, key_2, key_3, low_rank, high_rank, coverage FROM disclosed JOIN interval_ranks ON interval_ranks.rows_of_group = disclosed.n
    WHERE reason = '') AS of_group JOIN ranked USING (key_1, key_2, key_3)
  GROUP BY key_1, key_2, key_3
),
rows_read AS (
  SELECT key_1, key_2, key_3, count(*) AS n_raw, min(stated.name_1) AS name_1, min(stated.name_2) AS name_2
  FROM stated GROUP BY key_1, key_2, key_3
)
SELECT
  disclosed.key_1 AS role_id,
  rows_read.name_1 AS role,
  disclosed.key_2 AS city_id,
  rows_read.name_2 AS city,
  disclosed.key_3 AS "dept's",
  'incumbents' AS population,
  'base' AS element,
  'USD' AS currency,
  'year' AS period,
  CAST(NULL AS VARCHAR) AS effective,
  CASE WHEN disclosed.reason = '' THEN CAST(disclosed.n AS String) WHEN disclosed.reason = 'protects-another-group' THEN NULL WHEN disclosed.n < 5 THEN '<5' ELSE CAST(disclosed.n AS String) END AS n,
  CASE WHEN disclosed.reason = '' THEN rows_read.n_raw END AS n_raw,
  CASE WHEN disclosed.reason = '' THEN disclosed.organisations END AS organisations,
  CASE WHEN disclosed.reason = '' THEN CAST((2 * (disclosed.largest * 1000000) + disclosed.n) // (2 * disclosed.n) AS DECIMAL(30, 0)) * 0.0001 END AS largest_share_pct,
  'incumbent' AS weighting,
  'r7' AS method,
  CASE WHEN disclosed.has_tails AND disclosed.reason = '' THEN CAST((2 * percentiles.p10 + 100000000) // (2 * 100000000) AS DECIMAL(30, 0)) * 0.01 END AS p10,
  CASE WHEN disclosed.reason = '' THEN CAST((2 * percentiles.p25 + 100000000) // (2 * 100000000) AS DECIMAL(30, 0)) * 0.01 END AS p25,
  CASE WHEN disclosed.reason = '' THEN CAST((2 * percentiles.p50 + 100000000) // (2 * 100000000) AS DECIMAL(30, 0)) * 0.01 END AS p50,
  CASE WHEN disclosed.reason = '' THEN CAST((2 * percentiles.p75 + 100000000) // (2 * 100000000) AS DECIMAL(30, 0)) * 0.01 END AS p75,
  CASE WHEN disclosed.has_tails AND disclosed.reason = '' THEN CAST((2 * percentiles.p90 + 100000000) // (2 * 100000000) AS DECIMAL(30, 0)) * 0.01 END AS p90,
  CASE WHEN disclosed.reason = '' THEN CAST(means.mean_cents AS DECIMAL(30, 0)) * 0.01 END AS mean,
  CASE WHEN intervals.first_rank > 1 THEN CAST((2 * intervals.low_amount + 1000000) // (2 * 1000000) AS DECIMAL(30, 0)) * 0.01 END AS p50_ci_low,
  CASE WHEN intervals.first_rank > 1 THEN CAST((2 * intervals.high_amount + 1000000) // (2 * 1000000) AS DECIMAL(30, 0)) * 0.01 END AS p50_ci_high,
  CASE WHEN intervals.first_rank > 1 THEN round(intervals.coverage, 6) END AS ci_coverage,
  CAST(NULL AS VARCHAR) AS posted_low_median,
  CAST(NULL AS VARCHAR) AS posted_high_median,
  CASE WHEN intervals.first_rank > 1 THEN CAST((2 * ((intervals.high_amount - intervals.low_amount) * 5000 * 10000) + percentiles.p50) // (2 * percentiles.p50) AS DECIMAL(30, 0)) * 0.0001 END AS rhw_pct,
  CASE WHEN disclosed.reason = '' THEN disclosed.n END AS n_eff,
  CASE WHEN disclosed.reason = '' THEN CASE WHEN disclosed.n >= 30 AND disclosed.organisations >= 10 AND intervals.coverage > 0 AND (intervals.high_amount - intervals.low_amount) * 5000 <= percentiles.p50 * 5 THEN 'A' WHEN disclosed.n >= 15 AND disclosed.organisations >= 5 AND intervals.coverage > 0 AND (intervals.high_amount - intervals.low_amount) * 5000 <= percentiles.p50 * 10 THEN 'B' WHEN disclosed.n >= 6 AND disclosed.organisations >= 5 AND intervals.coverage > 0 AND (intervals.high_amount - intervals.low_amount) * 5000 <= percentiles.p50 * 25 THEN 'C' ELSE 'D' END END AS certainty,
  CASE WHEN disclosed.reason = '' THEN 'survey' ELSE 'suppressed' END AS state,
  nullif(disclosed.reason, '') AS reason,
  'rows.csv' AS source
FROM disclosed
LEFT JOIN rows_read ON rows_read.key_1 = disclosed.key_1 AND rows_read.key_2 = disclosed.key_2 AND rows_read.key_3 = disclosed.key_3
LEFT JOIN percentiles ON percentiles.key_1 = disclosed.key_1 AND percentiles.key_2 = disclosed.key_2 AND percentiles.key_3 = disclosed.key_3
LEFT JOIN means ON means.key_1 = disclosed.key_1 AND means.key_2 = disclosed.key_2 AND means.key_3 = disclosed.key_3
LEFT JOIN intervals ON intervals.key_1 = disclosed.key_1 AND intervals.key_2 = disclosed.key_2 AND intervals.key_3 = disclosed.key_3
ORDER BY disclosed.key_1, disclosed.key_2, disclosed.key_3;
