"""查找: one field over clusters, firms, matters, papers and policies; each kind is a source that its room registers."""
