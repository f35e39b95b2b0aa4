"""What films are drawn with: the film itself, its look, its text, and one small file for each drawing."""
