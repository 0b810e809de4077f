# Survey: Polars lazy + streaming engine.  usage: survey_polars.py IN  (result to standard output)
import sys, os
os.environ.setdefault("POLARS_MAX_THREADS", os.environ.get("THREADS", "2"))
import polars as pl
P = dict(employee_id=pl.String, role=pl.String, city=pl.String, level=pl.String, years=pl.Int64, salary=pl.Int64)
ids = ["role_id", "city_id", "level_id"]
names = pl.scan_csv(os.environ["NAMES"], schema={name: pl.String for name in ["role", "city", "level", *ids]})
q = [pl.col("salary").quantile(p / 100, interpolation="linear").alias(f"p{p}") for p in (10, 25, 50, 75, 90)]
df = (pl.scan_csv(sys.argv[1], schema=P).join(names, on=["role", "city", "level"])
   .group_by(ids).agg(pl.col("salary").count().alias("n"), *q)
   .sort(ids).collect(engine="streaming"))
sys.stdout.write(df.write_csv())
