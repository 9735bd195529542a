"""问答: what counties and prefectures ask about a round, answered once by the province for all of them."""
