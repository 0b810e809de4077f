# Reduces percentiles to the columns that all tools print, of groups of ten people or more.  usage: survey_columns.py < IN > OUT
import csv, sys
columns = ["role_id", "city_id", "level_id", "n", "p10", "p25", "p50", "p75", "p90"]
rows = csv.DictReader(sys.stdin)
out = csv.writer(sys.stdout)
out.writerow(columns)
# payband's currency is that of the amounts, so nothing is converted. P10 and P90 are shown of ten people or more.
out.writerows([row[column] for column in columns] for row in rows if row["n"].isdigit() and int(row["n"]) >= 10)
